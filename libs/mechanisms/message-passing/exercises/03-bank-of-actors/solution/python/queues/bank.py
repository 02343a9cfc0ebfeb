"""bank K: a multiprocessing.Queue for each actor and one for the teller; their feeder threads wait for room, nobody else does."""

import multiprocessing
import os
import sys
import threading
from multiprocessing import connection

START = 1000


class Actor:
    def __init__(self, number: int, boxes: list) -> None:
        self.number = number
        self.boxes = boxes
        self.balance = START
        self.waits_for = 0
        self.call = 0
        self.callers: dict[int, int] = {}

    def post(self, receiver: int, *message) -> None:
        self.boxes[receiver].put(message)

    def live(self) -> None:
        while True:
            kind, *rest = self.boxes[self.number].get()
            if kind == "end":
                return
            getattr(self, "on_" + kind)(*rest)

    def on_debit(self, name: str, receiver: int, amount: int) -> None:
        if self.balance < amount:
            self.post(0, "line", f"{name} refused")
            return
        self.balance -= amount
        if receiver == self.number:
            self.on_credit(name, amount)
        else:
            self.post(receiver, "credit", name, amount)

    def on_credit(self, name: str, amount: int) -> None:
        self.balance += amount
        self.post(0, "line", f"{name} done")

    def on_call(self, receiver: int, call: int) -> None:
        self.waits_for, self.call = receiver, call
        self.post(receiver, "question", self.number, call)

    def on_question(self, caller: int, call: int) -> None:
        self.callers[caller] = call
        self.post(0, "line", f"calling {caller} {self.number}")
        self.on_probe(caller, call, [caller])

    def on_probe(self, caller: int, call: int, way: list[int]) -> None:
        if caller != self.number:
            # A younger call in the way has a probe of its own, which finds the circle: two that did would take back two calls.
            if self.waits_for and call > self.call and self.number not in way:
                self.post(self.waits_for, "probe", caller, call, [*way, self.number])
            return
        if not self.waits_for or call != self.call:
            return
        first = way.index(min(way))
        circle = way[first:] + way[:first]
        self.post(self.waits_for, "taken_back", self.number, self.call)
        self.post(0, "line", "deadlock " + " ".join(map(str, circle)))
        self.post(0, "line", f"aborted {self.number} {self.waits_for}")
        self.waits_for = 0

    def on_taken_back(self, caller: int, call: int) -> None:
        if self.callers.get(caller) == call:
            del self.callers[caller]

    def on_answer(self) -> None:
        for caller, call in self.callers.items():
            self.post(caller, "reply", self.number, call)
        self.callers.clear()

    def on_reply(self, receiver: int, call: int) -> None:
        if self.waits_for != receiver or call != self.call:
            return
        self.waits_for = 0
        self.post(0, "line", f"answered {self.number} {receiver}")

    def on_count(self) -> None:
        self.post(0, "balance", self.number, self.balance)


def act(number: int, boxes: list) -> None:
    Actor(number, boxes).live()


class Teller:
    def __init__(self, actors: int) -> None:
        context = multiprocessing.get_context("fork")
        self.boxes = [context.Queue() for _ in range(actors + 1)]
        self.workers = [context.Process(target=act, args=(one, self.boxes), daemon=True) for one in range(1, actors + 1)]
        self.ends = False
        self.calls = 0
        for worker in self.workers:
            worker.start()

    def watch(self) -> None:
        """Runs in a thread of its own. A dead actor may have taken a lock of a queue with it, so nothing here touches one."""
        connection.wait([worker.sentinel for worker in self.workers])
        if self.ends:
            return
        print("bank: an actor is lost, and its account with it", file=sys.stderr, flush=True)
        for worker in self.workers:
            worker.kill()
        for worker in self.workers:
            worker.join()
        os._exit(3)

    def read(self) -> None:
        for line in sys.stdin:
            self.boxes[0].put(("order", line))
        self.boxes[0].put(("order", ""))

    def serve(self) -> int:
        threading.Thread(target=self.watch, daemon=True).start()
        threading.Thread(target=self.read, daemon=True).start()
        orders: list[str] = []
        balances: dict[int, int] = {}
        open_transfers = 0
        counting = False
        while len(balances) < len(self.workers):
            kind, *rest = self.boxes[0].get()
            if kind == "order":
                orders.append(rest[0])
            elif kind == "balance":
                balances[rest[0]] = rest[1]
            else:
                print(rest[0], flush=True)
                open_transfers -= rest[0].endswith((" done", " refused"))
            at = 0
            while at < len(orders):
                words = orders[at].split()
                if (not words or words[0] == "wait") and open_transfers > 0:
                    break
                at += 1
                if words:
                    open_transfers += self.obey(words)
                elif not counting:
                    counting = True
                    for box in self.boxes[1:]:
                        box.put(("count",))
            del orders[:at]
        return self.close_the_books(balances)

    def obey(self, words: list[str]) -> int:
        match words:
            case ["transfer", name, giver, receiver, amount]:
                self.boxes[int(giver)].put(("debit", name, int(receiver), int(amount)))
                return 1
            case ["wait"]:
                print("settled", flush=True)
            case ["call", caller, receiver]:
                self.calls += 1
                self.boxes[int(caller)].put(("call", int(receiver), self.calls))
            case ["answer", receiver]:
                self.boxes[int(receiver)].put(("answer",))
        return 0

    def close_the_books(self, balances: dict[int, int]) -> int:
        self.ends = True
        for number in sorted(balances):
            print(f"account {number} {balances[number]}")
        print(f"total {sum(balances.values())}", flush=True)
        for box in self.boxes[1:]:
            box.put(("end",))
        for worker in self.workers:
            worker.join()
        return 0


def main() -> int:
    try:
        (text,) = sys.argv[1:]
        actors = int(text)
        if not 1 <= actors <= 32:
            raise ValueError(text)
    except ValueError:
        print("usage: bank K (K from 1 to 32)", file=sys.stderr)
        return 2
    return Teller(actors).serve()


if __name__ == "__main__":
    sys.exit(main())
