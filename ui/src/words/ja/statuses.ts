export const statuses = {
  folder: "フォルダー",
  noFile: "ファイルのないコンテンツ",
  noName: "使用できない名前",
  noFileMeans: "サーバー上にのみ存在します。「Web で開く」で表示できます。",
  nextMine: "開いて編集し、終わったら変更をアップロードしてください。",
  nextLater: "サーバーに接続できないため、接続が戻るまでキューに入ります。",
  checkedOutByMe: "自分がチェックアウト中",
  checkedOutBy: (who: string) => `${who} がチェックアウト中`,
  me: "自分",
  pinned: "ピン留め",
  pinnedMeans: "このコンピューターに最新の状態で保持されます。",
  readOnly: "読み取り専用",
  readOnlyMeans: "閲覧はできますが、サーバー上では変更できません。",
  processing: "サーバーで処理中です",
  writtenBack: "ここでメタデータを編集した後、サーバーがファイルにメタデータを書き込んだだけの可能性があります。",
  transfer: {
    downloading: "ダウンロード中",
    uploading: "アップロード中",
  },
  renamedHere: (former: string) =>
    `ここで名前を変更しました。サーバー上では ${former} のままです。このままアップロードすると、別のアセットになります。`,
  queued: (action: string) => `待機中：${action}`,
};
