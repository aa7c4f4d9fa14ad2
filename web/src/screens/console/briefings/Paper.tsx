import {
  type BriefingBlock,
  type BriefingDocument,
  type BriefingTable,
  KIND_OF_DOCUMENT,
  MOTTO,
  RECIPIENTS,
  SIMULATED_WARNING,
  STATE_NAME,
} from '@ioc/server/contract'

/** A report laid out as on paper: black on white, in Vietnamese, whatever the desk is. */
export function Paper({ document }: { document: BriefingDocument }) {
  const { over, body, number, place, day, subject, asOf, late, simulated, opening, blocks, closing, recipients, signer } =
    document
  return (
    <article className="paper" lang="vi">
      <header className="paper-head">
        <div>
          {over && <p>{over}</p>}
          <p className="paper-ruled">
            <b>{body}</b>
          </p>
          <p className="paper-plain">{number}</p>
        </div>
        <div>
          <p>
            <b>{STATE_NAME}</b>
          </p>
          <p className="paper-ruled paper-plain">
            <b>{MOTTO}</b>
          </p>
          <p className="paper-plain">
            <i>
              {place}, {day}
            </i>
          </p>
        </div>
      </header>
      <h2>
        {KIND_OF_DOCUMENT}
        <span>{subject}</span>
      </h2>
      <p className="paper-as-of">({asOf})</p>
      {simulated && <p className="paper-simulated">{SIMULATED_WARNING}</p>}
      {late && (
        <p>
          <b>{late}</b>
        </p>
      )}
      {opening && <p>{opening}</p>}
      {blocks.map((block, place) => (
        <Block key={place} block={block} />
      ))}
      {closing && <p>{closing}</p>}
      <footer className="paper-foot">
        <div>
          <p>
            <b>
              <i>{RECIPIENTS}</i>
            </b>
          </p>
          <ul>
            {recipients.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
        <div>
          {signer.titles.map((each) => (
            <p key={each}>
              <b>{each}</b>
            </p>
          ))}
          <p className="paper-name">
            <b>{signer.name}</b>
          </p>
        </div>
      </footer>
    </article>
  )
}

function Block({ block }: { block: BriefingBlock }) {
  switch (block.kind) {
    case 'heading':
      return <h3>{block.text}</h3>
    case 'paragraph':
      return <p>{block.text}</p>
    case 'note':
      return (
        <p className="paper-note">
          <i>{block.text}</i>
        </p>
      )
    case 'table':
      return <Table table={block} />
  }
}

function Table({ table: { name, columns, rows } }: { table: BriefingTable }) {
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  return (
    <table aria-label={name}>
      <colgroup>
        {columns.map(({ title, width }) => (
          <col key={title} style={{ width: `${(100 * width) / whole}%` }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ title }) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row[0]?.text}>
            {row.map(({ text, strong }, place) => (
              <td key={columns[place]?.title} data-align={columns[place]?.align}>
                {strong ? <b>{text}</b> : text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
