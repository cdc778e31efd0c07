"""One measurement of a Python peer: JSON in the first argument, JSON on the last line of standard output."""

import json
import math
import multiprocessing
import sys
import time
from multiprocessing.pool import ThreadPool


def double(x):
    return x * 2


def double_chunk(xs):
    return [x * 2 for x in xs]


def product(pair):
    return pair[0] * pair[1]


ITERATIONS = 0
MS = 0
OFFSET = 0


def burn(iterations):
    y = 1.0
    for _ in range(iterations):
        y = y * 0.999999 + 1e-7
    return y


def spin(i):
    return -1 if burn(ITERATIONS) > 2 else i


def spin_skewed(i):
    return -1 if burn(int(ITERATIONS * lognormal(OFFSET + i))) > 2 else i


def wait(i):
    time.sleep(MS / 1000)
    return i


def lognormal(i):
    radius = math.sqrt(-2 * math.log(uniform(2 * i)))
    return math.exp(2 * radius * math.cos(2 * math.pi * uniform(2 * i + 1)))


def uniform(n):
    h = ((n + 1) * 0x9E3779B1) & 0xFFFFFFFF
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & 0xFFFFFFFF
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & 0xFFFFFFFF
    return ((h ^ (h >> 16)) + 1) / 4294967296


def set_constants(iterations, ms, offset):
    global ITERATIONS, MS, OFFSET
    ITERATIONS, MS, OFFSET = iterations, ms, offset


TASKS = {"double": double, "product": product, "spin": spin, "spinSkewed": spin_skewed, "wait": wait}


def values_of(axis):
    n = axis["length"]
    if axis["order"] == "counting":
        return range(n)
    return [(k * 7919 + 13) % n for k in range(n)]


def calls_of(work):
    axes = [values_of(axis) for axis in work["axes"]]
    return axes[0] if len(axes) == 1 else [(a, b) for a in axes[0] for b in axes[1]]


def expected_of(work, calls):
    if work["task"] == "double":
        return [2 * x for x in calls]
    if work["task"] == "product":
        return [a * b for a, b in calls]
    return list(calls)


def constants_of(order):
    constants = order["work"]["constants"]
    return order.get("iterations", 0), constants.get("ms", 0), constants.get("offset", 0)


def by_map(order, workers):
    """multiprocessing.Pool.map; `chunk` 0 is the default size, a quarter of a worker's share."""
    pool = multiprocessing.Pool(workers, set_constants, constants_of(order))
    function, chunk = TASKS[order["work"]["task"]], order["chunk"] or None
    return lambda calls: pool.map(function, calls, chunk)


def by_hand_chunks(order, workers):
    """multiprocessing.Pool.map over lists that the user has cut."""
    pool, size = multiprocessing.Pool(workers), order["chunk"]

    def run(calls):
        chunks = [calls[lo : lo + size] for lo in range(0, len(calls), size)]
        return [value for part in pool.map(double_chunk, chunks, 1) for value in part]

    return run


def by_joblib(order, workers):
    """joblib.Parallel with batch_size='auto', constants in the arguments because loky's workers know no initializer here."""
    from joblib import Parallel, delayed

    parallel = Parallel(n_jobs=workers, batch_size="auto")
    parallel.__enter__()
    constants, task = constants_of(order), delayed(joblib_task)
    name = order["work"]["task"]
    if name == "double":
        plain = delayed(double)
        return lambda calls: parallel(plain(x) for x in calls)
    return lambda calls: parallel(task(name, i, constants) for i in calls)


def joblib_task(name, i, constants):
    set_constants(*constants)
    return TASKS[name](i)


def by_threads(order, workers):
    """A thread for every call in flight: what Python offers for blocking waits."""
    set_constants(*constants_of(order))
    pool = ThreadPool(workers * order["concurrency"])
    return lambda calls: pool.map(wait, calls, 1)


def by_halves(order, workers):
    """Python's own ideal: equal shares, no transport; of skewed calls equal amounts of work, which nobody can know."""
    set_constants(*constants_of(order))
    name = order["work"]["task"]

    def run(calls):
        shares = even_shares(len(calls), workers) if name == "spinSkewed" else [calls[w::workers] for w in range(workers)]
        start = multiprocessing.Barrier(workers + 1)
        end = multiprocessing.Barrier(workers + 1)
        for share in shares:
            multiprocessing.Process(target=run_share, args=(name, share, start, end), daemon=True).start()
        start.wait()
        began = time.perf_counter()
        end.wait()
        run.ms = (time.perf_counter() - began) * 1000
        return calls

    return run


def run_share(name, share, start, end):
    function = TASKS[name]
    start.wait()
    for i in share:
        function(i)
    end.wait()


def even_shares(size, workers):
    loads, shares = [0.0] * workers, [[] for _ in range(workers)]
    lengths = [lognormal(OFFSET + i) for i in range(size)]
    for i in sorted(range(size), key=lengths.__getitem__, reverse=True):
        lightest = loads.index(min(loads))
        loads[lightest] += lengths[i]
        shares[lightest].append(i)
    return shares


MODES = {"map": by_map, "hand-chunks": by_hand_chunks, "joblib": by_joblib, "threads": by_threads, "halves": by_halves}


def measure(order):
    work, mode = order["work"], order["mode"]
    run = MODES[mode](order, order["workers"])
    calls = calls_of(work)
    if mode != "halves":
        run(calls[: order["warmUpCalls"]])
    began = time.perf_counter()
    results = run(calls)
    ms = getattr(run, "ms", (time.perf_counter() - began) * 1000)
    if list(results) != expected_of(work, calls):
        raise SystemExit("wrong result")
    return {"ms": ms, "calls": len(calls)}


def cold_start(order):
    """From the call to the first two results, imports done before."""
    if order["mode"] == "joblib":
        from joblib import Parallel, delayed

        began = time.perf_counter()
        results = Parallel(n_jobs=order["workers"])(delayed(double)(x) for x in [1, 2])
    else:
        context = multiprocessing.get_context(order["mode"])
        began = time.perf_counter()
        results = context.Pool(order["workers"]).map(double, [1, 2], 1)
    ms = (time.perf_counter() - began) * 1000
    if results != [2, 4]:
        raise SystemExit("wrong result")
    return {"ms": ms, "calls": 2}


def calibrate(_order):
    """Nanoseconds of one iteration of `burn` on an idle core, the call included: the fastest of many short runs."""
    best = math.inf
    for _ in range(60):
        began = time.perf_counter_ns()
        burn(20_000)
        best = min(best, time.perf_counter_ns() - began)
    return {"nsPerIteration": best / 20_000}


def versions(_order):
    import platform

    try:
        from joblib import __version__ as joblib_version
    except ImportError:
        joblib_version = "absent"
    return {"Python": platform.python_version(), "joblib": joblib_version}


if __name__ == "__main__":
    order = json.loads(sys.argv[1])
    kinds = {"measure": measure, "cold-start": cold_start, "calibrate": calibrate, "versions": versions}
    try:
        answer = kinds[order["kind"]](order)
    except ImportError as error:
        answer = {"notMeasured": f"{error.name} is not installed"}
    print(json.dumps(answer), flush=True)
