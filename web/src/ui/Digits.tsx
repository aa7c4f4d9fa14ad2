import './digits.css'

/** Text whose digits keep their places as they change: Be Vietnam Pro has no tabular figures of its own. */
export function Digits({ text }: { text: string }) {
  return (
    <span className="digits">
      {[...text].map((char, index) => (
        <span key={`${text.length - index}`} className={/\d/.test(char) ? 'digits-cell' : undefined}>
          {char}
        </span>
      ))}
    </span>
  )
}
