import type { Letter } from '@ioc/sql'
import { drawTrend } from '../../picture.ts'
import { exerciseLine, headline, levelOf, linkOf, momentOf, numbersOf, pathIn } from '../../words.ts'

interface Html {
  html: string
  attachments: { filename: string; content: Buffer; cid: string }[]
}

const COLOUR = { critical: '#b42318', warn: '#b54708', watch: '#1d4f91' }
const STATE = { told: '', escalated: 'chưa ai tiếp nhận', handed: 'nhận bàn giao', ended: 'đã hết' }

/** The letter with its pictures beside it: mail programs show none that are within. */
export function htmlOf(letter: Letter, home: string): Html {
  if (letter.about === 'note')
    return { html: page(letter, home, letter.lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')), attachments: [] }
  const attachments: Html['attachments'] = []
  const groups = letter.groups.map((group) => {
    const rows = group.lines.map((line) => {
      const picture = drawTrend(line.trend, line.bound)
      const cid = `trend-${line.alert}`
      if (picture) attachments.push({ filename: `${cid}.png`, content: picture, cid })
      return `<tr>
        <td style="padding:6px 12px 6px 0"><a href="${escapeHtml(`${home}${pathIn(letter, `/console/alerts/${line.alert}`)}`)}" style="color:#1d4f91">${escapeHtml(line.unit ?? 'Nguồn dữ liệu')}</a></td>
        <td style="padding:6px 12px 6px 0;white-space:nowrap">${escapeHtml(numbersOf(line, group))}</td>
        <td style="padding:6px 12px 6px 0;white-space:nowrap">từ ${escapeHtml(momentOf(line.since))}</td>
        <td style="padding:6px 12px 6px 0">${STATE[line.kind]}</td>
        <td style="padding:6px 0">${picture ? `<img src="cid:${cid}" width="240" height="48" alt="Diễn biến 30 ngày qua">` : ''}</td>
      </tr>`
    })
    const more = group.of - group.lines.length
    return `<h2 style="font-size:16px;margin:24px 0 4px"><span style="color:${COLOUR[group.level]}">${levelOf(group)}</span> · ${escapeHtml(group.title.vi)}</h2>
      <table style="border-collapse:collapse;font-size:14px">${rows.join('')}</table>
      ${more > 0 ? `<p style="margin:4px 0;color:#475467">và ${more} nơi khác</p>` : ''}`
  })
  const body = `${letter.isEscalated ? '<p>Người được báo trước chưa tiếp nhận trong thời gian quy định.</p>' : ''}
    ${groups.join('')}
    ${letter.left > 0 ? `<p>Còn ${letter.left} cảnh báo khác.</p>` : ''}`
  return { html: page(letter, home, body), attachments }
}

function page(letter: Letter, home: string, body: string): string {
  return `<!doctype html><html lang="vi"><body style="font-family:'Be Vietnam Pro',Arial,sans-serif;color:#101828;max-width:880px">
    ${exerciseLine(letter)
      .map(
        (line) =>
          `<p style="background:#efe9ff;color:#4a2f9a;border:2px dashed #6b4fc4;padding:10px 14px"><b>${escapeHtml(line)}</b></p>`,
      )
      .join('')}
    <h1 style="font-size:20px">${escapeHtml(headline(letter))}</h1>
    ${body}
    <p style="margin-top:24px"><a href="${escapeHtml(linkOf(letter, home))}" style="background:#1d4f91;color:#fff;padding:10px 18px;border-radius:6px;text-decoration:none">${letter.about === 'note' ? 'Xem' : 'Xem và tiếp nhận'}</a></p>
  </body></html>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
