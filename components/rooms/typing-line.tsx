/** Who is writing just now. */
export function TypingLine({ names }: { names: readonly string[] }) {
  const words =
    names.length > 2
      ? 'Several people are writing'
      : `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} writing`
  return (
    <p aria-live="off" data-testid="typing" className="h-5 truncate px-5 text-xs text-ink-faint">
      {names.length > 0 ? `${words} …` : ''}
    </p>
  )
}
