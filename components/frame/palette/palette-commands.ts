import {
  Hash,
  Layers,
  LogOut,
  type LucideIcon,
  MessageCircleQuestionMark,
  Monitor,
  Moon,
  Plus,
  Settings,
  Sun,
  User,
} from 'lucide-react'
import type { Theme } from '@/components/ambience/theme'
import { routes } from '@/lib/routes'
import { navItems } from '../nav-items'

/** What choosing a command does; `useRunCommand` carries it out. */
export type CommandEffect =
  | { type: 'go'; href: string }
  /** Opens the tutor with the question as far as it is written. */
  | { type: 'ask-tutor'; draft: string }
  | { type: 'set-theme'; theme: Theme }
  | { type: 'log-out' }

export type PaletteCommand = {
  /** Unique, of letters and hyphens. */
  id: string
  label: string
  group: 'Go to' | 'Do' | 'Theme'
  icon: LucideIcon
  /** Other words by which people look for it. */
  keywords?: string
  effect: CommandEffect
}

const place = (label: string, href: string, icon: LucideIcon, keywords?: string): PaletteCommand => ({
  id: `go-${label.toLowerCase().replaceAll(' ', '-')}`,
  label,
  group: 'Go to',
  icon,
  ...(keywords && { keywords }),
  effect: { type: 'go', href },
})

const theme = (label: string, value: Theme, icon: LucideIcon, keywords: string): PaletteCommand => ({
  id: `theme-${value}`,
  label: `Theme: ${label}`,
  group: 'Theme',
  icon,
  keywords,
  effect: { type: 'set-theme', theme: value },
})

/** Words for places of the navigation that are not in their names. */
const keywordsOf: Readonly<Record<string, string>> = {
  '/dashboard': 'home start',
  '/study': 'desk timer focus pomodoro tasks',
  '/rooms': 'together chat',
  '/progress': 'statistics charts minutes',
  '/planner': 'calendar plans schedule',
  '/tutor': 'ai chat help questions',
  '/achievements': 'badges xp',
  '/leaderboard': 'ranking',
  '/partners': 'friends people',
}

/** The only list of commands: another one is another line. The order here is the order on screen. */
export const paletteCommands: readonly PaletteCommand[] = [
  ...navItems.map(({ label, href, icon }) => place(label, href, icon, keywordsOf[href])),
  place('Recall cards', routes.tutorCards, Layers, 'flashcards quiz repeat anki'),
  place('Your profile', routes.profile, User, 'account picture bio'),
  place('Settings', routes.settings, Settings, 'account preferences password email'),
  {
    id: 'ask-tutor',
    label: 'Ask the tutor',
    group: 'Do',
    icon: MessageCircleQuestionMark,
    keywords: 'ai chat help question',
    effect: { type: 'ask-tutor', draft: '' },
  },
  {
    id: 'join-room',
    label: 'Join a room by code',
    group: 'Do',
    icon: Hash,
    keywords: 'enter invitation',
    effect: { type: 'go', href: routes.join },
  },
  {
    id: 'new-room',
    label: 'New room',
    group: 'Do',
    icon: Plus,
    keywords: 'create open',
    effect: { type: 'go', href: routes.newRoom },
  },
  {
    id: 'log-out',
    label: 'Log out',
    group: 'Do',
    icon: LogOut,
    keywords: 'exit leave',
    effect: { type: 'log-out' },
  },
  theme('Day', 'light', Sun, 'light mode bright'),
  theme('Night', 'dark', Moon, 'dark mode'),
  theme('Device', 'system', Monitor, 'system automatic mode'),
]
