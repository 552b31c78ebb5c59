/** How loud a toast is. Only `danger` interrupts a screen reader. */
export type ToastTone = 'info' | 'success' | 'warning' | 'danger'

export type ToastInput = {
  title: string
  description?: string
  tone?: ToastTone
  /** One thing to do about it; the toast leaves when it is pressed. Stays longer so that there is time. */
  action?: { label: string; onPress: () => void }
}

type Order = { kind: 'show'; id: string; input: ToastInput } | { kind: 'dismiss'; id: string }

const waiting: Order[] = []
let serve: ((order: Order) => void) | null = null
let wake: (() => void) | null = null
let count = 0

function place(order: Order) {
  if (serve) serve(order)
  else waiting.push(order)
  wake?.()
}

/** Says something in the corner, from anywhere in browser code. Returns the id for `dismissToast`. */
export function toast(input: ToastInput): string {
  const id = `toast-${++count}`
  place({ kind: 'show', id, input })
  return id
}

/** Takes a toast away, e.g. when what it offered is no longer possible. */
export function dismissToast(id: string): void {
  place({ kind: 'dismiss', id })
}

/** For the corner itself: hears when the first toast is ordered, so that its code loads only then. */
export const toastQueue = {
  subscribe(onOrder: () => void) {
    wake = onOrder
    return () => {
      wake = null
    }
  },
  isNeeded: () => count > 0,
  /** Hands over what waited and all that follows; returns the way to stop. */
  open(handler: (order: Order) => void) {
    serve = handler
    for (const order of waiting.splice(0)) handler(order)
    return () => {
      serve = null
    }
  },
}
