export interface Took {
  readonly seconds: number
  /** Processor time of this process, all threads together. */
  readonly cpuSeconds: number
}

/** Starts now; called, says how long it has been. */
export function stopwatch(): () => Took {
  const [began, before] = [performance.now(), process.cpuUsage()]
  return () => {
    const { user, system } = process.cpuUsage(before)
    return { seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 }
  }
}
