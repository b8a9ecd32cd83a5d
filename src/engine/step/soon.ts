/**
 * A value that may be there already. Most steps of a flow are small: to await each would cost more than its work,
 * so what is done at once is passed on at once.
 */
export type Soon<T> = T | PromiseLike<T>;

export function isLater<T>(value: Soon<T>): value is PromiseLike<T> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** Goes on with a value, at once where it is there. `next` must not throw. */
export function after<T, U>(value: Soon<T>, next: (value: T) => Soon<U>): Soon<U> {
  return isLater(value) ? value.then(next) : next(value);
}
