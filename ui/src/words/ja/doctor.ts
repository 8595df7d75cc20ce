import { pluralIn } from "../plural";

const plural = pluralIn("ja");

export const doctor = {
  title: "接続を確認",
  titleOf: (name: string) => `接続 ${name} を確認`,
  running: "順番に確認しています…",
  allFine: "すべて正常です。",
  warnings: (n: number) => plural(n, { one: "警告 1 件", other: "警告 # 件" }),
  fails: "問題はここにあります：",
  again: "もう一度確認",
  copy: "テキストとしてコピー",
  copied: "コピーしました",
  took: (time: string) => time,
  can: "サーバーの機能",
  yes: "はい",
  no: "いいえ",
};
