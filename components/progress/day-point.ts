/** A bar: a short label under it and its full name. */
export type DayPoint = { label: string; name: string; minutes: number; productivity: number }
