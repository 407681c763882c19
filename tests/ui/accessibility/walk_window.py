#!/usr/bin/python3
"""walk_window.py [--tree] [--wait SECONDS] PROGRAM [ARGUMENTS...]

Starts a program in a display and on a session bus of its own, and reads its window as a screen reader does, through
AT-SPI. On every screen (Ctrl+1, Ctrl+2, ...: as many as there are buttons in what is named "Screens") it asks that
  - every control that can have the focus, or acts, has a name and a role,
  - Tab reaches every control that can have the focus (arrow keys those that form a group or a list),
  - the focus is never lost, and Tab comes round.
Prints what is not so, one a line. Exit codes: 0 all is well, 1 it is not, 2 usage, 3 the environment is not ready.
/usr/bin/python3 is Debian's own, whose python3-pyatspi is used.
"""

import os
import shutil
import subprocess
import sys
import time

ENOUGH_TABS = 250
MOST_CHILDREN = 300  # of one list or table: more are like them


def into_a_world_of_its_own():
    for tool in ("Xvfb", "dbus-run-session", "xdotool"):
        if shutil.which(tool) is None:
            print(f"walk_window.py needs {tool}. Next: install the packages of group [test] in scripts/packages")
            sys.exit(3)
    environment = dict(os.environ, WALK_INSIDE="1", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", QT_QPA_PLATFORM="xcb")
    for name in ("WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS", "NO_AT_BRIDGE"):
        environment.pop(name, None)
    me = [sys.executable, os.path.abspath(__file__)] + sys.argv[1:]
    # It chooses its own number and says it once it is ready: nobody else can have it, in whatever container.
    # Without -noreset it begins anew, and drops who just comes, whenever the last one has gone.
    screen = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-ac",
                               "-noreset"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        number = screen.stdout.readline().strip()
        if not number:
            print("walk_window.py: Xvfb did not start. Next: run it by hand and read what it says")
            sys.exit(3)
        environment["DISPLAY"] = f":{number}"
        sys.exit(subprocess.run(["dbus-run-session", "--"] + me, env=environment).returncode)
    finally:
        screen.terminate()
        screen.wait()


class Walk:
    def __init__(self, pyatspi, process):
        self.pyatspi = pyatspi
        self.process = process
        self.problems = []
        self.focused = None
        self.application = None
        self.nameless_roles = {pyatspi.ROLE_INVALID, pyatspi.ROLE_UNKNOWN, pyatspi.ROLE_FILLER, pyatspi.ROLE_REDUNDANT_OBJECT}
        self.acting = {pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_RADIO_BUTTON,
                       pyatspi.ROLE_COMBO_BOX, pyatspi.ROLE_ENTRY, pyatspi.ROLE_TEXT, pyatspi.ROLE_LINK, pyatspi.ROLE_SPIN_BUTTON,
                       pyatspi.ROLE_SLIDER, pyatspi.ROLE_PAGE_TAB, pyatspi.ROLE_MENU_ITEM}
        self.grouped = {pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_RADIO_BUTTON, pyatspi.ROLE_PAGE_TAB,
                        pyatspi.ROLE_PUSH_BUTTON}
        self.lists = {pyatspi.ROLE_LIST, pyatspi.ROLE_TABLE, pyatspi.ROLE_TREE, pyatspi.ROLE_TREE_TABLE, pyatspi.ROLE_COMBO_BOX,
                      pyatspi.ROLE_PAGE_TAB_LIST, pyatspi.ROLE_MENU_BAR, pyatspi.ROLE_SPIN_BUTTON}
        pyatspi.Registry.registerEventListener(self.heard, "object:state-changed:focused")

    def heard(self, event):
        if event.detail1:
            self.focused = event.source

    def listen(self, seconds):
        from gi.repository import GLib
        context = GLib.MainContext.default()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not context.iteration(False):
                time.sleep(0.005)

    def find_application(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                print(f"the program ended with {self.process.returncode} before it had a window")
                sys.exit(1)
            for application in self.pyatspi.Registry.getDesktop(0):
                if application is None or application.get_process_id() != self.process.pid:
                    continue
                for window in application:
                    if window is not None and window.getState().contains(self.pyatspi.STATE_SHOWING):
                        self.application = application
                        return True
            self.listen(0.2)
        return False

    def nodes(self):
        """Everything on screen, with its ancestors' paths."""
        waiting = [(window, ()) for window in self.application if window is not None]
        while waiting:
            node, above = waiting.pop()
            try:
                states = node.getState()
                if not states.contains(self.pyatspi.STATE_SHOWING) and not states.contains(self.pyatspi.STATE_ACTIVE):
                    continue
                yield node, states, above
                below = above + (node.path,)
                for index in range(min(node.childCount, MOST_CHILDREN)):
                    child = node.getChildAtIndex(index)
                    if child is not None:
                        waiting.append((child, below))
            except Exception:  # it went away meanwhile
                continue

    def words(self, node):
        return f"{node.getRoleName()} “{node.name}” [{node.get_accessible_id() or node.path.rsplit('/', 1)[-1]}]" + self.place(node)

    def place(self, node):
        names = []
        above = node.parent
        while above is not None and len(names) < 4:
            if above.name:
                names.append(above.name)
            above = above.parent
        return " in " + " < ".join(names) if names else ""

    def tree(self):
        for node, states, above in self.nodes():
            marks = "".join(mark for mark, state in (("F", self.pyatspi.STATE_FOCUSABLE), ("*", self.pyatspi.STATE_FOCUSED),
                                                     ("x", self.pyatspi.STATE_CHECKED)) if states.contains(state))
            print("  " * len(above) + f"{node.getRoleName()} “{node.name}” {marks}")

    def screens(self):
        for node, _, _ in self.nodes():
            if node.name == "Screens":
                return [node.getChildAtIndex(i) for i in range(node.childCount)]
        return []

    def press(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def names_and_roles(self, screen):
        count = 0
        for node, states, _ in self.nodes():
            role = node.getRole()
            focusable = states.contains(self.pyatspi.STATE_FOCUSABLE)
            if not focusable and role not in self.acting:
                continue
            count += 1
            if role in self.nameless_roles:
                self.problems.append(f"{screen}: has no role: {self.words(node)}")
            # A cell is called by what stands in it, and an empty one holds nothing.
            if not node.name.strip() and role != self.pyatspi.ROLE_TABLE_CELL:
                self.problems.append(f"{screen}: has no name: {self.words(node)}")
        return count

    def keyboard(self, screen):
        visited = {}
        first = None
        lost = 0
        for _ in range(ENOUGH_TABS):
            self.focused = None
            self.press("Tab")
            for _ in range(20):
                self.listen(0.02)
                if self.focused is not None:
                    break
            if self.focused is None:
                lost += 1
                if lost == 3:
                    self.problems.append(f"{screen}: Tab leads nowhere after {list(visited.values())[-1] if visited else 'the start'}")
                    break
                continue
            lost = 0
            path = self.focused.path
            if first is None:
                first = path
            elif path == first:
                break
            visited.setdefault(path, self.words(self.focused))
            if path not in visited:
                visited[path] = self.words(self.focused)
        else:
            self.problems.append(f"{screen}: Tab does not come round in {ENOUGH_TABS} presses")
        if first is not None:
            visited.setdefault(first, "")
        groups = set()
        nodes = list(self.nodes())
        roles = {}
        for node, states, above in nodes:
            roles[node.path] = node.getRole()
            if node.path in visited and node.getRole() in self.grouped:
                groups.add((above[-1] if above else "", node.getRole()))
        for node, states, above in nodes:
            if not states.contains(self.pyatspi.STATE_FOCUSABLE) or not states.contains(self.pyatspi.STATE_ENABLED):
                continue
            # Labels take the focus from the mouse alone, to be copied; nothing is done with them.
            if node.path in visited or node.getRole() in (self.pyatspi.ROLE_FRAME, self.pyatspi.ROLE_WINDOW, self.pyatspi.ROLE_LABEL):
                continue
            if any(path in visited and roles.get(path) in self.lists for path in above):
                continue
            if states.contains(self.pyatspi.STATE_CHECKABLE) and (above[-1] if above else "", node.getRole()) in groups:
                continue
            self.problems.append(f"{screen}: Tab does not reach {self.words(node)}")
        return len(visited)


def main():
    arguments = sys.argv[1:]
    tree = False
    wait = 20.0
    while arguments and arguments[0].startswith("--"):
        option = arguments.pop(0)
        if option == "--tree":
            tree = True
        elif option == "--wait" and arguments:
            wait = float(arguments.pop(0))
        else:
            print(__doc__)
            return 0 if option == "--help" else 2
    if not arguments:
        print(__doc__)
        return 2
    if not os.environ.get("WALK_INSIDE"):
        into_a_world_of_its_own()
    import pyatspi

    process = subprocess.Popen(arguments)
    try:
        walk = Walk(pyatspi, process)
        if not walk.find_application(wait):
            print(f"no window of {arguments[0]} came up on the accessibility bus within {wait:.0f} s")
            return 1
        walk.listen(1.0)
        windows = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(process.pid)], capture_output=True, text=True)
        for window in windows.stdout.split():
            subprocess.run(["xdotool", "windowfocus", window], check=False)
        walk.listen(0.5)
        screens = walk.screens()
        for number in range(1, max(1, len(screens)) + 1):
            name = "the window"
            if screens:
                walk.press(f"ctrl+{number}")
                walk.listen(0.7)
                # While a screen is being laid out the tree may be told in halves.
                for _ in range(20):
                    shown = walk.screens()
                    if len(shown) >= number:
                        break
                    walk.listen(0.3)
                entry = shown[number - 1]
                name = entry.name or f"screen {number}"
                if not entry.getState().contains(pyatspi.STATE_CHECKED):
                    walk.problems.append(f"{name}: Ctrl+{number} does not lead to it")
            if tree:
                walk.tree()
            controls = walk.names_and_roles(name)
            stops = walk.keyboard(name)
            print(f"{name}: {controls} controls, {stops} stops of Tab")
        for problem in walk.problems:
            print(problem)
        return 1 if walk.problems else 0
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    sys.exit(main())
