/** How large goals may be. Apart from the schemas, so that forms do not carry zod into the browser. Pure. */
export const goalLimits = {
  weeklyHours: { min: 1, max: 100 },
  dailyMinutes: { min: 10, max: 960 },
  weeklySessions: { min: 1, max: 200 },
} as const
