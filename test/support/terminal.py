"""A real terminal for the tests: runs a program on a pty of its own and tells what happens there, a line each.

    python3 terminal.py COLUMNS ROWS PROGRAM ARGUMENT...

Out, one line of text each: `pid N`; `out SECONDS HEX CPU` (what the program wrote, when, counted from its start, and the CPU that
it had used by then, s); at its end `end STATUS CANON ECHO CPU` (exit code, or minus the signal's number; whether the pty is left with line
editing and with echo).
In: `keys HEX`, `resize COLUMNS ROWS`, `stall`, `go` (stop reading, read again), `hang` (close the terminal). The program is killed when
this input ends.
"""
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time


def size(fd, columns, rows):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))


def say(text):
    os.write(1, (text + '\n').encode())


def cpu():
    """CPU used so far by all threads of the program, s, exact to the moment: its own clock, as clock_getcpuclockid() names it."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0


def say_output(data):
    say('out %.6f %s %.6f' % (time.monotonic() - began, data.hex(), cpu()))


master, slave = pty.openpty()
size(slave, int(sys.argv[1]), int(sys.argv[2]))
began = time.monotonic()
pid = os.fork()
if pid == 0:
    os.close(master)
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for fd in (0, 1, 2):
        os.dup2(slave, fd)
    errors = os.environ.pop('TERMINAL_STDERR', '')
    if errors:
        os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)
    os.execvp(sys.argv[3], sys.argv[3:])
say('pid %d' % pid)
stalled = False
commands = b''
listening = True
status = None
while status is None:
    # The slave stays open here, so that the end of the program is seen by its pid and its terminal can be looked at.
    watched = ([0] if listening else []) + ([master] if master is not None and not stalled else [])
    ready = select.select(watched, [], [], 0.02)[0]
    if master in ready:
        data = os.read(master, 65536)
        say_output(data)
        continue
    if 0 in ready:
        data = os.read(0, 65536)
        listening = data != b''
        if not listening:
            # Whoever looked has gone: the program does not outlive it.
            os.kill(pid, signal.SIGKILL)
        commands += data
        *lines, commands = commands.split(b'\n')
        for line in lines:
            word, *rest = line.decode().split(' ')
            if word == 'keys':
                os.write(master, bytes.fromhex(rest[0]))
            elif word == 'resize':
                size(slave, int(rest[0]), int(rest[1]))
            elif word == 'stall':
                stalled = True
            elif word == 'go':
                stalled = False
            elif word == 'hang':
                os.close(slave)
                os.close(master)
                master = slave = None
    done, result, used = os.wait4(pid, os.WNOHANG)
    if done:
        status = os.waitstatus_to_exitcode(result)
if master is not None:
    while select.select([master], [], [], 0)[0]:
        say_output(os.read(master, 65536))
flags = termios.tcgetattr(slave)[3] if slave is not None else 0
say('end %d %d %d %.6f' % (status, bool(flags & termios.ICANON), bool(flags & termios.ECHO), used.ru_utime + used.ru_stime))
