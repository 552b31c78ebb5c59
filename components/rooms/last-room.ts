'use client'

const key = 'room-this-tab-was-in'

/** Notes, for the page that comes next in this tab, that it was inside of the room at this address. */
export function noteInside(pathname: string): void {
  try {
    sessionStorage.setItem(key, pathname)
  } catch {
    // No storage: the page that comes next knows less.
  }
}

/** Was this tab inside of the room at this address before the page was loaded anew? */
export function wasInside(pathname: string): boolean {
  try {
    return sessionStorage.getItem(key) === pathname
  } catch {
    return false
  }
}
