"""workers: a parent puts numbers into one queue, a worker takes them and puts squares into another."""

import multiprocessing


def work(numbers, squares) -> None:
    while (number := numbers.get()) is not None:
        squares.put(number * number)


if __name__ == "__main__":
    numbers, squares = multiprocessing.SimpleQueue(), multiprocessing.SimpleQueue()
    worker = multiprocessing.Process(target=work, args=(numbers, squares))
    worker.start()
    for number in (3, 5):
        numbers.put(number)
        print(number, squares.get())
    numbers.put(None)
    worker.join()
    raise SystemExit(worker.exitcode)
