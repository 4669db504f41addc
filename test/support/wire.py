"""A serial line for the tests: makes a pty, links its name to argv[1], and puts on it what comes in on stdin.

Like a wire it waits for nobody: what finds no room is lost. It hangs up when stdin ends. With a speed in argv[2] it is
heard rightly at that speed only: a reader that has set another one gets as many bytes of noise. With `free` in argv[3]
it does not keep the port open itself: nobody holds it.
"""
import os
import pty
import random
import sys
import termios
import tty

master, slave = pty.openpty()
tty.setraw(slave)
name = os.ttyname(slave)
os.set_blocking(master, False)
link = sys.argv[1]
speed = getattr(termios, 'B' + sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] != '-' else None
if 'free' in sys.argv[3:]:
    os.close(slave)
    # Of the other end the settings can be read just as well.
    slave = master
os.symlink(name, link + '.new')
os.replace(link + '.new', link)
print(name, flush=True)
while True:
    data = os.read(0, 65536)
    if not data:
        break
    if speed is not None and termios.tcgetattr(slave)[4] != speed:
        data = random.randbytes(len(data))
    try:
        os.write(master, data)
    except BlockingIOError:
        pass
os.unlink(link)
