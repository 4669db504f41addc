import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory of a process, present and highest, MB. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mb = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024;
  return { now: mb('VmRSS'), peak: mb('VmHWM') };
}

/** CPU time of a process since its start, ms, and how often it has waited: of its threads, as the scheduler counts them, in ns. */
export function runOf(pid: number): { readonly cpu: number; readonly waits: number } {
  let [cpu, waits] = [0, 0];
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    try {
      const path = `/proc/${pid}/task/${task}`;
      cpu += Number(readFileSync(`${path}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
      waits += Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(`${path}/status`, 'utf8'))?.[1]);
    } catch {
      // A thread that has ended since.
    }
  }
  return { cpu, waits };
}

/** CPU time of a process since its start, ms. */
export const cpuOf = (pid: number): number => runOf(pid).cpu;

/** What a command has cost that ran to its end: CPU and wall time, s; memory at its highest, MB; what it wrote. */
export interface Cost {
  readonly cpu: number;
  readonly wall: number;
  readonly rss: number;
  readonly out: string;
  readonly status: number;
}

/** Runs a command to its end under getrusage. */
export function costOf(command: string, words: readonly string[], env: NodeJS.ProcessEnv = process.env): Cost {
  const script = [
    'import json,os,resource,subprocess,sys,time',
    // What a wrapper of python3 has run before it became this process counts as our children's, too.
    'b=resource.getrusage(resource.RUSAGE_CHILDREN)',
    't=time.time(); p=subprocess.run(sys.argv[1:],stdout=subprocess.PIPE); w=time.time()-t',
    'u=resource.getrusage(resource.RUSAGE_CHILDREN)',
    'c=u.ru_utime+u.ru_stime-b.ru_utime-b.ru_stime',
    'print(json.dumps([c,w,u.ru_maxrss/1024,p.stdout.decode()[:2000],p.returncode]))',
  ].join('\n');
  const { stdout } = spawnSync('python3', ['-c', script, command, ...words], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env,
  });
  const [cpu, wall, rss, out, status] = JSON.parse(stdout) as [number, number, number, string, number];
  return { cpu, wall, rss, out, status };
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
