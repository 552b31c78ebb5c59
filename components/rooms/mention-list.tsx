'use client'

import { Avatar } from '@/components/ui/avatar'
import { cn } from '@/components/ui/cn'
import type { useMentionAutocomplete } from './use-mention-autocomplete'

/** The names offered while one is being written, above the box one writes in. */
export function MentionList({ autocomplete }: { autocomplete: ReturnType<typeof useMentionAutocomplete> }) {
  const { matches, current, listId, optionId, select } = autocomplete
  return (
    <>
      <p role="status" className="sr-only">
        {matches.length > 0 ? `${matches.length} ${matches.length === 1 ? 'name' : 'names'}, arrow keys to choose` : ''}
      </p>
      {current ? (
        <div
          id={listId}
          role="listbox"
          aria-label="People to mention"
          className="absolute bottom-full left-3 z-10 mb-1 grid w-64 max-w-[calc(100%-1.5rem)] rounded-md border border-line bg-solid p-1 shadow-float"
        >
          {matches.map((person) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the text box, which keeps the focus
            <div
              key={person.id}
              id={optionId(person)}
              role="option"
              tabIndex={-1}
              aria-selected={person === current}
              // A press would take the focus, and with it the caret, out of the text.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => select(person)}
              className={cn(
                'flex min-h-10 cursor-pointer items-center gap-2 rounded-sm px-2 text-ink',
                person === current ? 'bg-wash-strong' : 'hover:bg-wash',
              )}
            >
              <Avatar name={person.username} src={person.avatarUrl} size="sm" />
              <span className="truncate">{person.username}</span>
            </div>
          ))}
        </div>
      ) : null}
    </>
  )
}
