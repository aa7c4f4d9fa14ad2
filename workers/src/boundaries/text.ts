import { Invalid } from '@ioc/sql'

const AS_GEOJSON = {
  vi: 'Mở bằng QGIS, chọn «Lưu đối tượng thành…», định dạng GeoJSON, hệ toạ độ EPSG:4326, rồi nạp tệp .geojson',
  en: 'Open it in QGIS, choose “Save Features As…”, format GeoJSON, CRS EPSG:4326, and load the .geojson file',
}

/** The value a JSON file holds, however it is encoded. Throws Invalid that says what the file is instead and what to do with it. */
export function parseText(bytes: Uint8Array): unknown {
  const text = decode(bytes)
  if (text.trim() === '') throw new Invalid({ vi: 'Tệp trống. Chọn tệp khác.', en: 'The file is empty. Choose another.' })
  if (text.startsWith('PK'))
    throw new Invalid({
      vi: `Đây là tệp nén (shapefile, KMZ hoặc Excel). ${AS_GEOJSON.vi}.`,
      en: `This is a compressed file (shapefile, KMZ or Excel). ${AS_GEOJSON.en}.`,
    })
  if (/^\s*</.test(text))
    throw new Invalid({
      vi: `Đây là tệp KML, GML hoặc trang web. ${AS_GEOJSON.vi}.`,
      en: `This is KML, GML or a web page. ${AS_GEOJSON.en}.`,
    })
  if (!/^\s*[{[]/.test(text))
    throw new Invalid({
      vi: `Tệp không phải JSON, có thể là bảng tính, văn bản hoặc tệp hỏng. ${AS_GEOJSON.vi}.`,
      en: `The file is no JSON; it may be a table, a text, or broken. ${AS_GEOJSON.en}.`,
    })
  try {
    return JSON.parse(text)
  } catch (error) {
    throw brokenAt(text, (error as Error).message)
  }
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  if (encoding === 'utf-8' && first === 0x50 && second === 0x4b) return 'PK'
  try {
    // The decoder takes the mark of order away, of UTF-8 too.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Invalid({
      vi: `Tệp không phải là văn bản UTF-8. ${AS_GEOJSON.vi}, bảng mã UTF-8.`,
      en: `The file is no text in UTF-8. ${AS_GEOJSON.en}, encoding UTF-8.`,
    })
  }
}

function brokenAt(text: string, message: string): Invalid {
  const end = text.trimEnd()
  const position = /position (\d+)/.exec(message)?.[1]
  if (!/[}\]]$/.test(end) || /end of JSON input/i.test(message) || Number(position) >= end.length)
    return new Invalid({
      vi: `Tệp đứt ở dòng ${lineOf(text, end.length)}, chưa tải hết. Tải lại tệp từ nguồn rồi nạp.`,
      en: `The file breaks off at line ${lineOf(text, end.length)}: it was not downloaded whole. Download it again, then load it.`,
    })
  const line = position === undefined ? null : lineOf(text, Number(position))
  return new Invalid({
    vi: `Tệp không phải JSON đúng${line === null ? '' : `: sai ở dòng ${line}`}. ${AS_GEOJSON.vi}.`,
    en: `The file is no proper JSON${line === null ? '' : `: it is wrong at line ${line}`}. ${AS_GEOJSON.en}.`,
  })
}

function lineOf(text: string, position: number): number {
  let lines = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < position; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
