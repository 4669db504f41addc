/** What became of a message: the broker took it; it refused it, with a reason of MQTT v5; the connection ended before. */
export type Outcome = 'taken' | 'lost' | { readonly refused: number };

/** An access list does not allow it. */
export const NOT_AUTHORIZED = 135;
