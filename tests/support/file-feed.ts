/** A feed of dossiers out of a file somebody brings, as a steward would make it. */
export const FILE_FEED = {
  connector: 'file',
  title: { vi: 'Hồ sơ từ tệp', en: 'Dossiers of a file' },
  domain: 'dossiers',
  kind: 'dossier',
  owner: 'van-phong-ubnd',
  promise: 2_592_000,
  format: { kind: 'csv' },
  map: {
    code: { from: ['ma'] },
    unit: { from: ['don_vi'] },
    status: { from: ['tinh_trang'] },
    received_at: { from: ['nhan'] },
    field: { from: ['linh_vuc'] },
    channel: { from: ['kenh'] },
  },
}
