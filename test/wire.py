"""A serial line for the tests: makes a pty, links its name to argv[1], and puts on it what comes in on stdin.

Like a wire it waits for nobody: what finds no room is lost. It hangs up when stdin ends.
"""
import os
import pty
import sys
import tty

master, slave = pty.openpty()
tty.setraw(slave)
name = os.ttyname(slave)
os.set_blocking(master, False)
link = sys.argv[1]
os.symlink(name, link + '.new')
os.replace(link + '.new', link)
print(name, flush=True)
while True:
    data = os.read(0, 65536)
    if not data:
        break
    try:
        os.write(master, data)
    except BlockingIOError:
        pass
os.unlink(link)
