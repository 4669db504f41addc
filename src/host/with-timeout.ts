/** Waits for a promise, but not for ever. @returns its value, or `fallback` where it rejects or takes longer than `ms` */
export async function withTimeout<T>(promise: Promise<T>, ms: number, fallback: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, ms, fallback);
  });
  const value = await Promise.race([promise.catch(() => fallback), timeout]);
  clearTimeout(timer);
  return value;
}
