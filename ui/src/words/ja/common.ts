import { pluralIn } from "../plural";

const plural = pluralIn("ja");

export const common = {
  damson: "Damson",
  ok: "OK",
  cancel: "キャンセル",
  close: "閉じる",
  back: "戻る",
  forward: "進む",
  retry: "再試行",
  dismiss: "閉じる",
  later: "後で",
  save: "保存",
  remove: "削除",
  undo: "取り消し",
  loading: "読み込み中…",
  justNow: "たった今",
  nothing: "–",
  and: (first: string, more: number) => plural(more, { one: `${first} 他 1 件`, other: `${first} 他 # 件` }),
  assets: (n: number) => plural(n, { one: "1 個のアセット", other: "# 個のアセット" }),
  folders: (n: number) => plural(n, { one: "1 個のフォルダー", other: "# 個のフォルダー" }),
  items: (n: number) => plural(n, { one: "1 個の項目", other: "# 個の項目" }),
  files: (n: number) => plural(n, { one: "1 個のファイル", other: "# 個のファイル" }),
  versions: (n: number) => plural(n, { one: "1 個のバージョン", other: "# 個のバージョン" }),
  pixels: (width: string, height: string) => `${width} × ${height} px`,
  quoted: (name: string) => `「${name}」`,
  root: "すべてのアセット",
};
