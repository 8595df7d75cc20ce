import { pluralIn } from "../plural";

const plural = pluralIn("ja");

/** Copies for the rest of the computer. */
export const files = {
  copy: "ファイルをコピー",
  copied: (n: number) => plural(n, { one: "1 個のファイルをコピーしました。必要な場所に貼り付けてください。", other: "# 個のファイルをコピーしました。必要な場所に貼り付けてください。" }),
  paste: "ファイルを貼り付け",
  nothingToPaste: "貼り付けるファイルがありません。",
  openWith: "アプリケーションを選択して開く…",
  openWithOne: (name: string) => `${name} で開く`,
  pickApplication: "アプリケーションを選択",
  exporting: {
    menu: "コピーを書き出す…",
    into: "コピー先のフォルダーを選択",
    title: "コピーを書き出す",
    text: (folder: string) => `書き出し先：${folder}。既存のファイルは上書きされません。`,
    what: "書き出す内容",
    kinds: { original: "オリジナル", web: "Web", fpo: "FPO（低解像度）", thumbnail: "サムネール" },
    kindHints: {
      original: "アップロードされたままのファイルです。",
      web: "Web ページやメール用の JPEG です。通常は 1280 px です。",
      fpo: "レイアウトでオリジナルの代わりになる、縦横比が同じ小さなファイルです。",
      thumbnail: "小さな画像です。通常は 319 px の PNG です。",
    },
    within: (width: number, height: number) => `最大 ${width} × ${height} px`,
    missing: "該当するものがないアセットは後で一覧に表示され、代わりのものは書き出されません。",
    layout: "フォルダー",
    nested: "フォルダーを保持",
    nestedHint: "各ファイルは元のフォルダー構成のまま書き出されます。",
    flat: "すべてのファイルを 1 つのフォルダーに",
    flatHint: "元のフォルダー構成は保持されません。",
    yes: "書き出す",
    done: (n: number) => plural(n, { one: "1 個のファイルを書き出しました", other: "# 個のファイルを書き出しました" }),
    couldNot: (n: number) => plural(n, { one: "1 個のファイルを書き出せませんでした", other: "# 個のファイルを書き出せませんでした" }),
  },
};
