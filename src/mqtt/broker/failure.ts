import type { Texts } from '../../text/index.ts';

/** Why there is no connection to the broker: the text of that kind, and what it is made with besides the broker's URL. */
export interface BrokerFailure {
  readonly kind: keyof Texts['mqtt']['failures'];
  readonly detail: string;
  /** What the text is about, where that is not the broker: a file. */
  readonly path?: string;
}

export const failure = (kind: BrokerFailure['kind'], detail = ''): BrokerFailure => ({ kind, detail });

export function describeFailure({ kind, detail, path }: BrokerFailure, url: string, texts: Texts['mqtt']): string {
  return texts.failures[kind](path ?? url, detail);
}

/** Codes of Node and OpenSSL while a connection is made. */
const CODES: Readonly<Record<string, BrokerFailure['kind']>> = {
  ENOTFOUND: 'unknownHost',
  EAI_AGAIN: 'unknownHost',
  ETIMEDOUT: 'timeout',
  ERR_SSL_WRONG_VERSION_NUMBER: 'plainPort',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'plainPort',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrongName',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'notYet',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknownCa',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknownCa',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknownCa',
  UNABLE_TO_GET_ISSUER_CERT: 'unknownCa',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknownCa',
  CERT_SIGNATURE_FAILURE: 'unknownCa',
  CERT_UNTRUSTED: 'unknownCa',
};

/** Why no socket could be opened. @param error of Node */
export function socketFailure(error: unknown, tls: boolean): BrokerFailure {
  const {
    code = '',
    message = '',
    cert,
  } = error as {
    code?: string;
    message?: string;
    cert?: { subjectaltname?: string; subject?: { CN?: string } };
  };
  const kind = Object.hasOwn(CODES, code) ? CODES[code] : undefined;
  if (kind === 'wrongName') return failure(kind, cert?.subjectaltname ?? cert?.subject?.CN ?? '?');
  if (kind) return failure(kind, code);
  // Alerts by which a broker tells what it thinks of the certificate that we show, or do not show.
  if (/^ERR_SSL_.*(CERTIFICATE|UNKNOWN_CA|BAD_CERT)/.test(code)) return failure('clientCertificate', code);
  if (tls && (code === 'ECONNRESET' || code === 'EPROTO')) return failure('plainPort', code);
  if (/^(ERR_(SSL|TLS|OSSL)|CERT_|UNABLE_)/.test(code)) return failure('tls', code);
  return failure('unreachable', code || message);
}

/** What MQTT v5 says in CONNACK and DISCONNECT, by reason code. */
const REASONS: Readonly<Record<number, BrokerFailure['kind']>> = {
  // A broker of v3.1.1 alone says 1.
  1: 'badProtocol',
  132: 'badProtocol',
  2: 'badId',
  133: 'badId',
  4: 'badPassword',
  5: 'badPassword',
  134: 'badPassword',
  135: 'badPassword',
  136: 'busy',
  137: 'busy',
  139: 'busy',
  142: 'taken',
  151: 'busy',
  159: 'busy',
};

/** Why the broker refused or ended a connection. @param id the client's, which another one may have taken */
export function reasonFailure(reason: number, id: string): BrokerFailure {
  const kind = REASONS[reason] ?? 'refused';
  return failure(kind, kind === 'taken' ? id : String(reason));
}
