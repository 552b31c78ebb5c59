/** Who and what the demo is made of. Everybody in it is invented, and their names say so. */

export type DemoPerson = {
  username: string
  timeZone: string
  bio: string
  /** How likely a day is a study day, and how many sessions it then has at most. */
  zeal: number
  most: number
  /** Local hour around which they study. */
  hour: number
}

const zones = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Africa/Nairobi',
]

const names = [
  'mira',
  'jonas',
  'aylin',
  'pedro',
  'hana',
  'lukas',
  'amara',
  'felix',
  'priya',
  'noah',
  'ines',
  'kofi',
  'yuki',
  'elena',
  'omar',
  'sofia',
  'marek',
  'leila',
  'tomas',
  'greta',
  'ravi',
  'clara',
  'dmitri',
  'nadia',
  'oskar',
  'mei',
  'paul',
  'zara',
  'ivan',
  'ruth',
] // prettier-ignore

const bios = [
  'Second-year maths. Proofs before coffee, never the other way round.',
  'Learning Portuguese, one table at a time.',
  'Medical school. Flashcards in every pocket.',
  'Writing a thesis on tides.',
  'Evenings only: I work by day.',
  '',
]

/** Thirty people: the first one is the one to sign in as. */
export const demoPeople: readonly DemoPerson[] = names.map((name, index) => ({
  username: `demo_${name}`,
  timeZone: zones[index % zones.length] ?? 'UTC',
  bio: bios[index % bios.length] ?? '',
  zeal: index === 0 ? 0.9 : 0.25 + ((index * 7) % 10) * 0.06,
  most: index === 0 ? 5 : 1 + (index % 4),
  hour: [9, 14, 19, 7, 21][index % 5] ?? 18,
}))

export const demoRooms = [
  {
    name: 'Linear algebra, slowly',
    subject: 'maths',
    description: 'Matrices and tea. Questions at the break.',
    seats: 8,
  },
  { name: 'Thesis corner', subject: 'humanities', description: 'Two pages a day keep the panic away.', seats: 6 },
  { name: 'Anatomy night shift', subject: 'medicine', description: 'Bones until ten, muscles after.', seats: 10 },
  { name: 'Rust and rain', subject: 'computing', description: 'Systems programming with the window open.', seats: 12 },
  { name: 'Sunday essays', subject: 'languages', description: 'Bring a draft, leave with a better one.', seats: 6 },
  { name: 'Organic chemistry', subject: 'science', description: 'Mechanisms, arrows, more arrows.', seats: 8 },
  { name: 'Contract law reading', subject: 'law', description: 'Cases in silence, then two minutes each.', seats: 5 },
  { name: 'Sketchbook hour', subject: 'arts', description: 'Hands, chairs, hands on chairs.', seats: 7 },
  { name: 'Statistics clinic', subject: 'maths', description: 'Everybody is a little unsure here.', seats: 10 },
  { name: 'Quiet floor', subject: 'other', description: 'No chat during focus. Nods welcome.', seats: 20 },
] as const

export const demoLines = [
  'Morning. Chapter 4 today, wish me luck.',
  'Two focus rounds, then a walk?',
  'I finally got the second proof.',
  'Does anybody have a good example for this?',
  'Try the one with the rotating square.',
  'That helped, thank you.',
  'Break. Tea.',
  'Back. Last round for me.',
  'How long are we going tonight?',
  'Until nine, I think.',
  'See you tomorrow, same table.',
  'My notes are a mess, but they are mine.',
  'Did the reading. It was worth it.',
  'Timer is on, going quiet.',
] as const

export const demoTasks = [
  'Linear algebra: exercises 4.1 to 4.6',
  'Read chapter 7',
  'Summary of lecture 9',
  'Vocabulary, unit 12',
  'Essay draft',
  'Flashcards',
  'Past exam 2024',
] as const

export const demoPlans = [
  { title: 'Linear algebra, chapter 5', category: 'study', minutes: 90 },
  { title: 'Review flashcards', category: 'review', minutes: 30 },
  { title: 'Study group in the quiet floor', category: 'group', minutes: 120 },
  { title: 'Mock exam', category: 'exam', minutes: 180 },
  { title: 'Walk by the river', category: 'break', minutes: 30 },
] as const
