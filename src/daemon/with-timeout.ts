/** What a part may take to stop, ms: all of them must be done within 2 s. */
const STOP_MS = 800;

/** Waits for a part to stop, but not for ever, and whatever becomes of it. */
export async function withTimeout(stopping: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, STOP_MS);
  });
  await Promise.race([stopping.catch(() => undefined), late]);
  clearTimeout(timer);
}
