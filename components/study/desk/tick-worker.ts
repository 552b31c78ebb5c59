/** Beats once a second from a worker: browsers slow the timers of hidden pages down, but not those of workers. */
setInterval(() => postMessage(null), 1_000)
