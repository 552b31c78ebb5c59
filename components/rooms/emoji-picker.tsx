'use client'

/** A small table of cups and faces: enough for a chat, and no megabyte of names. */
const groups: { name: string; emojis: [emoji: string, name: string][] }[] = [
  {
    name: 'Often',
    emojis: [
      ['👍', 'thumbs up'],
      ['❤️', 'heart'],
      ['😂', 'laughing'],
      ['🎉', 'party'],
      ['🙏', 'thank you'],
      ['👀', 'looking'],
      ['🔥', 'fire'],
      ['✅', 'done'],
    ],
  },
  {
    name: 'Faces',
    emojis: [
      ['😀', 'grinning'],
      ['🙂', 'smiling'],
      ['😅', 'sweating'],
      ['😊', 'blushing'],
      ['😍', 'in love'],
      ['🤔', 'thinking'],
      ['😴', 'asleep'],
      ['😭', 'crying'],
      ['😤', 'huffing'],
      ['🤯', 'mind blown'],
      ['🥲', 'smiling with a tear'],
      ['😎', 'cool'],
      ['🤓', 'nerd'],
      ['🫠', 'melting'],
      ['👋', 'waving'],
      ['👏', 'clapping'],
    ],
  },
  {
    name: 'Table',
    emojis: [
      ['☕', 'coffee'],
      ['🍵', 'tea'],
      ['🍪', 'cookie'],
      ['🥐', 'croissant'],
      ['📚', 'books'],
      ['✏️', 'pencil'],
      ['💡', 'idea'],
      ['💪', 'strong'],
      ['🎧', 'headphones'],
      ['🌧️', 'rain'],
      ['🌙', 'moon'],
      ['☀️', 'sun'],
      ['⏰', 'alarm clock'],
      ['🧠', 'brain'],
      ['🎯', 'on target'],
      ['🚀', 'rocket'],
    ],
  },
]

/** Picks one emoji. Loaded when it is first opened. */
export default function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  return (
    <div className="grid gap-3">
      {groups.map((group) => (
        <fieldset key={group.name} aria-label={group.name} className="grid grid-cols-8 gap-0.5">
          {group.emojis.map(([emoji, name]) => (
            <button
              key={emoji}
              type="button"
              aria-label={name}
              onClick={() => onPick(emoji)}
              className="grid aspect-square place-items-center rounded-sm text-xl hover:bg-wash-strong"
            >
              {emoji}
            </button>
          ))}
        </fieldset>
      ))}
    </div>
  )
}
