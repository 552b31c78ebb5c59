import { Spinner } from './spinner'

/** Stands where something opens whose code is still on its way. Not seen when that is quick. */
export function OpeningNotice() {
  return (
    <p
      role="status"
      className="surface-solid fixed top-[calc(var(--safe-top)+1rem)] left-1/2 z-(--z-popup) flex -translate-x-1/2 items-center gap-3 rounded-full px-5 py-3 text-ink transition-opacity delay-300 starting:opacity-0"
    >
      <Spinner />
      Opening…
    </p>
  )
}
