'use client'

import { useEffect, useState } from 'react'

/** Tells the form which time zone the browser lives in. Without JavaScript it stays empty, and the person is in UTC. */
export function TimeZoneField() {
  const [timeZone, setTimeZone] = useState('')
  useEffect(() => setTimeZone(Intl.DateTimeFormat().resolvedOptions().timeZone ?? ''), [])
  return <input type="hidden" name="timeZone" value={timeZone} />
}
