/** How an executor has done since the page opened. Times are seconds; names are the guide's. */
export interface ExecutorMetrics {
  readonly executions: number;
  readonly successes: number;
  readonly failures: number;
  readonly total_time: number;
  readonly average_time: number;
  readonly success_rate: number;
}

/** Counts the calls of one executor, so that no executor has to count its own. */
export class MetricsCounter {
  private executions = 0;
  private successes = 0;
  private totalTime = 0;

  record(success: boolean, seconds: number): void {
    this.executions++;
    if (success) this.successes++;
    this.totalTime += seconds;
  }

  read(): ExecutorMetrics {
    const calls = Math.max(this.executions, 1);
    return {
      executions: this.executions,
      successes: this.successes,
      failures: this.executions - this.successes,
      total_time: this.totalTime,
      average_time: this.totalTime / calls,
      success_rate: this.successes / calls,
    };
  }
}
