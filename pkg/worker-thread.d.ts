/** Importing it is all: the thread then answers the page's `createWorkerEngine({ worker })`. It exports nothing. */
export {}
