/** How long a part may take to stop: all of them must have stopped within 2 s. */
const STOP_MS = 800;

/** Waits for a part to stop, but not for ever; a failure counts as stopped. */
export async function withTimeout(stopping: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, STOP_MS);
  });
  await Promise.race([stopping.catch(() => undefined), late]);
  clearTimeout(timer);
}
