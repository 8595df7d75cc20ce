import { pluralIn } from "../plural";
import { actionNames } from "../catalogue";

const plural = pluralIn("ja");

export const dialogs = {
  asset: "アセット",
  more: (n: number) => plural(n, { one: "他 1 件", other: "他 # 件" }),
  failed: {
    title: (n: number) => plural(n, { one: "1 個のアセットで失敗しました", other: "# 個のアセットで失敗しました" }),
    done: (n: number) => plural(n, { one: "他の 1 個は成功しました。", other: "他の # 個は成功しました。" }),
    retry: "失敗した項目を再試行",
  },

  upload: {
    title: (n: number, name: string) =>
      plural(n, { one: `${name} の変更をアップロード`, other: "# 個のアセットの変更をアップロード" }),
    text: {
      kept: "それぞれサーバー上の新しいバージョンになります。以前のバージョンは履歴に残ります。",
      without: "それぞれサーバー上のファイルを置き換えます。このサーバーは以前のバージョンを保持しません。",
    },
    textOne: {
      kept: "サーバー上の新しいバージョンになります。以前のバージョンは履歴に残ります。",
      without: "サーバー上のファイルを置き換えます。このサーバーは以前のバージョンを保持しません。",
    },
    textNew: (n: number) =>
      plural(n, { one: "サーバー上の新しいアセットになります。", other: "サーバー上の新しいアセットになります。" }),
    textSomeNew: (n: number) =>
      plural(n, { one: "うち 1 個はまだサーバーにありません。", other: "うち # 個はまだサーバーにありません。" }),
    comment: "コメント",
    commentHint: "バージョン履歴で他のユーザーにも表示されます。空欄でもかまいません。",
    noComments: "このサーバーはバージョンのコメントを保存しません。",
    keepOut: "チェックアウトしたままにする",
    keepOutHint: "オフの場合は、アップロード後にチェックインされます。",
    go: "アップロード",
  },

  discard: {
    title: (n: number, name: string) =>
      plural(n, { one: `${name} の変更を破棄しますか？`, other: "# 個のアセットの変更を破棄しますか？" }),
    text: (n: number) =>
      plural(n, {
        one: "編集したコピーは「復元可能なファイル」に移動され、しばらく保管されます。サーバー上のアセットは変わりません。",
        other: "編集したコピーは「復元可能なファイル」に移動され、しばらく保管されます。サーバー上のアセットは変わりません。",
      }),
    checkIn: "チェックインもする",
    checkInHint: "他のユーザーが再び編集できるようになります。",
    go: "変更を破棄",
  },

  checkIn: {
    title: (n: number, name: string) =>
      plural(n, {
        one: `アップロードせずに ${name} をチェックインしますか？`,
        other: "アップロードせずに # 個のアセットをチェックインしますか？",
      }),
    text: (n: number) =>
      plural(n, {
        one: "アップロードしていない変更があります。変更はこのコンピューターに残りますが、その間に他のユーザーがアセットを編集すると競合が発生します。",
        other:
          "アップロードしていない変更があります。変更はこのコンピューターに残りますが、その間に他のユーザーがアセットを編集すると競合が発生します。",
      }),
    upload: "変更をアップロード…",
    go: "このままチェックイン",
  },

  delete: {
    title: (n: number, name: string) => plural(n, { one: `${name} を削除しますか？`, other: "# 個の項目を削除しますか？" }),
    asset: "サーバーから削除され、全員が利用できなくなります。",
    folder: "フォルダーとその中身がすべてサーバーから削除され、全員が利用できなくなります。",
    many: "サーバーから削除され、全員が利用できなくなります。フォルダーは中身もすべて削除されます。",
    counting: "中身を数えています…",
    holds: (assets: string) => `合計 ${assets}。`,
    notCounted: "中身を数えられませんでした。",
    edited: "編集したコピーは、先に「復元可能なファイル」に移動されます。",
    held: "他のユーザーがチェックアウト中",
    heldText: (n: number) =>
      plural(n, {
        one: "中の 1 個のアセットがチェックアウトされています。何も削除されていません。",
        other: "中の # 個のアセットがチェックアウトされています。何も削除されていません。",
      }),
    mineInside: "中に、自分がチェックアウトしているアセットがあります。",
    anyway: "自分がチェックアウトしているものも含めて削除する",
    heldBy: (who: string) => `${who} がチェックアウト中`,
    go: "削除",
  },

  move: {
    title: (n: number, name: string) => plural(n, { one: `${name} を移動`, other: "# 個の項目を移動" }),
    into: (folder: string) => `${folder} に移動`,
    same: "すでにこのフォルダーにあります。",
    inside: "フォルダーをそのフォルダー自身の中に移動することはできません。",
  },

  duplicate: {
    suffix: "コピー",
  },

  renameMany: {
    menu: (n: number) => plural(n, { one: "# 項目の名前を変更…", other: "# 項目の名前を変更…" }),
    title: (n: number) => plural(n, { one: "# 項目の名前を変更", other: "# 項目の名前を変更" }),
    pattern: "新しい名前",
    patternHint: "拡張子はそのままです。{n:3} は 3 桁の番号、{date} は最終更新日です。",
    strange: (part: string) => `${part} はここでは使えません。`,
    insert: "挿入",
    parts: { "{name}": "名前", "{n:3}": "番号", "{date}": "日付" },
    find: "名前の中で検索",
    replace: "置換後の文字列",
    start: "最初の番号",
    preview: "プレビュー",
    now: "現在の名前",
    then: "新しい名前",
    troubles: {
      same: "変更なし",
      empty: "名前が空になります。",
      date: "日付が不明です。",
      refused: "サーバーはこの名前を受け付けません。",
      twice: "複数の項目が同じ名前になります。",
      taken: "この名前は使われています。",
    },
    wrong: (n: number) => plural(n, { one: "使えない名前が # 件あります。", other: "使えない名前が # 件あります。" }),
    stops: "1 つずつ名前を変更します。失敗した場合、残りの名前は変わりません。",
    go: (n: number) => plural(n, { one: "# 項目の名前を変更", other: "# 項目の名前を変更" }),
    doneOne: (from: string, to: string) => `「${from}」の名前を「${to}」に変更しました。`,
    done: (n: number) => plural(n, { one: "# 項目の名前を変更しました。", other: "# 項目の名前を変更しました。" }),
    stopped: (done: number, of: number) => `${of} 項目のうち ${done} 項目の名前を変更して停止しました`,
    kept: (n: number) => plural(n, { one: "# 項目の名前は変わっていません。", other: "# 項目の名前は変わっていません。" }),
  },
  folders: {
    label: "フォルダー",
  },

  newFolder: {
    title: (folder: string) => `${folder} に新規フォルダーを作成`,
    name: "名前",
    initial: "新規フォルダー",
    go: "作成",
    empty: "フォルダーの名前を入力してください。",
    slash: "名前にスラッシュは使えません。",
  },

  rename: {
    title: (name: string) => `${name} の名前を変更`,
    name: "名前",
    go: "名前を変更",
    ending: (from: string, to: string) =>
      `拡張子が ${from} から ${to} に変わります。アプリケーションがファイルを認識できなくなる可能性があります。`,
    noEnding: "なし",
  },

  download: {
    title: (name: string) => `${name} をダウンロードしますか？`,
    titleMany: (n: number) =>
      plural(n, { one: "1 個の項目をダウンロードしますか？", other: "# 個の項目をダウンロードしますか？" }),
    counting: "中身を数えています…",
    text: (assets: string, size: string) => `${assets}、${size} です。`,
    textAtLeast: (assets: string, size: string) => `${assets}、${size} 以上です。`,
    background: "ダウンロードはバックグラウンドで実行されます。「転送」で一時停止やキャンセルができます。",
    uncounted: "中身を数えられませんでした。",
    go: "ダウンロード",
  },

  manyLinks: {
    title: (name: string) => `${name} のリンク先をダウンロードしますか？`,
    text: (assets: string, bytes: string) => `リンク先の${assets}（${bytes}）がこのコンピューターにありません。`,
    without: "ダウンロードしない場合、アプリケーションではリンク切れと表示されます。",
    none: "ダウンロードせずに開く",
    all: "ダウンロードして開く",
  },

  linksMissing: {
    title: (name: string) => `${name} のリンク先をアップロードしますか？`,
    titleMany: "これらのドキュメントのリンク先をアップロードしますか？",
    text: "これらのファイルはサーバーにありません。アップロードしないと、ほかの人にはリンク切れと表示されます。",
    alone: "このコンピューターから次のファイルをアップロードします。",
    nowhere: "このコンピューターにもありません：",
    loading: "リンク先のファイルを探しています…",
    none: "リンク先なしでアップロード",
    all: "すべてアップロード",
    only: "アップロード",
  },

  restricted: {
    title: (name: string) => `「${name}」を使用しますか？`,
    titleMany: (n: number) => `これらの${n}個のアセットを使用しますか？`,
    others: (n: number) => `ほか${n}個。`,
    go: "使用する",
    goMany: "使用する",
  },

  executable: {
    title: (name: string) => `${name} をプログラムとして開きますか？`,
    text: (type: string) =>
      `${type} 形式のファイルはプログラムとして実行され、このコンピューターに害を与えるおそれがあります。出所がわかる場合にのみ開いてください。`,
    by: (who: string) => `最終変更者：${who}`,
    go: "このまま開く",
  },

  release: {
    title: (name: string, who: string) => `${name} に対する ${who} のロックを解除しますか？`,
    titleMany: (n: number) => plural(n, { one: "1 件のロックを解除しますか？", other: "# 件のロックを解除しますか？" }),
    text: (who: string) =>
      `${who} が今まさに編集している可能性があり、その場合は次のアップロードで競合が発生します。先に本人に確認することをお勧めします。`,
    go: "ロックを解除",
  },

  removeLocal: {
    title: (n: number, name: string) =>
      plural(n, { one: `${name} のローカルコピーを削除しますか？`, other: "# 個のローカルコピーを削除しますか？" }),
    gone: "サーバーから削除されています。コピーは「復元可能なファイル」に移動され、しばらく保管されます。",
    goneMany: "サーバーから削除されています。コピーは「復元可能なファイル」に移動され、しばらく保管されます。",
    go: "ローカルコピーを削除",
  },

  remote: {
    title: (name: string) => `${name} はサーバー上で変更されました`,
    titleMany: (n: number) =>
      plural(n, {
        one: "1 個のアセットがサーバー上で変更されました",
        other: "# 個のアセットがサーバー上で変更されました",
      }),
    text: "手元のコピーは古く、自分では変更していません。",
    textMany: "手元のコピーは古く、自分では変更していません。",
    goneTitle: (name: string) => `${name} はサーバーから削除されました`,
    goneTitleMany: (n: number) =>
      plural(n, {
        one: "1 個のアセットがサーバーから削除されました",
        other: "# 個のアセットがサーバーから削除されました",
      }),
    goneText: "手元のコピーは残っています。これが唯一のコピーかもしれません。",
    goneTextMany: "手元のコピーは残っています。これらが唯一のコピーかもしれません。",
    update: "更新",
    remove: "ローカルコピーを削除",
    keep: "そのままにする",
    updateHint: "新しいバージョンをダウンロードします",
    removeHint: "ディスクの空きを増やします。アセットはサーバーに残ります",
    removeGoneHint: "コピーを「復元可能なファイル」に移動します",
    revealHint: "コピーを表示し、別の場所に保存できるようにします",
  },

  conflict: {
    title: (name: string, who: string) => `自分と ${who} の両方が ${name} を変更しました`,
    titleElsewhere: (name: string) => `${name} をここと別の場所の両方で変更しました`,
    titleDeleted: (name: string) => `${name} を変更しましたが、サーバーでは削除されました`,
    titleUnrelated: (name: string) => `${name} の場所に自分のファイルがあります`,
    titleMany: (n: number) => plural(n, { one: "編集の競合 1 件", other: "編集の競合 # 件" }),
    text: "何も送信も上書きもされていません。どのバージョンを保持しますか？",
    textMany: "何も送信も上書きもされていません。1 件ずつ、またはまとめて解決してください。",
    compareTitle: (name: string) => `${name} を比較`,
    mine: "自分のバージョン（このコンピューター）",
    copy: "自分のコピー（このコンピューター）",
    theirs: "相手のバージョン（サーバー）",
    you: "自分",
    who: "変更者",
    when: "変更日時",
    size: "サイズ",
    dimensions: "寸法",
    same: "同じ",
    deleted: "サーバーで削除済み",
    noPreview: "この種類はプレビューできません",
    noCopy: "このコンピューターにコピーがありません",
    open: "自分のものを開く",
    web: "相手のものを Web で開く",
    larger: (size: string) => `${size} 大きい`,
    smaller: (size: string) => `${size} 小さい`,
    newer: "より新しい",
    choose: "選択してください",
    keepMine: "自分のバージョンを保持",
    keepMineText: "自分のバージョンをアップロードします。相手のバージョンは履歴に残ります。",
    keepMineDeleted: "自分のバージョンを同じ名前で再びアップロードします。",
    keepTheirs: "相手のバージョンを保持",
    keepTheirsText: (days: string) =>
      `このコンピューター上の自分のバージョンを相手のバージョンに置き換えます。自分のバージョンは「復元可能なファイル」に移動され、${days}保管されます。`,
    keepTheirsDeleted: (days: string) =>
      `削除されたままになります。自分のバージョンは「復元可能なファイル」に移動され、${days}保管されます。`,
    keepBoth: "両方を保持",
    keepBothText: (copy: string) =>
      `自分のバージョンは「${copy}」のような名前の新しいファイルになり、相手のバージョンと並べて保存されます。`,
    copyName: (stem: string, ending: string) => `${stem} (… copy …)${ending}`,
    days: (n: number) => plural(n, { one: "1 日間", other: "# 日間" }),
    aWhile: "しばらく",
    later: "後で決める",
    apply: (choice: string) => choice,
    applyAll: (n: number) =>
      plural(n, { one: "この競合に適用", other: "# 件の競合すべてに適用" }),
    place: (n: string, of: string) => `競合 ${n} / ${of}`,
    previous: "前の競合",
    next: "次の競合",
    resolved: (n: number) => plural(n, { one: "1 件の競合を解決しました", other: "# 件の競合を解決しました" }),
    gone: "この競合は解決されています。",
  },

  uploadHere: {
    title: (folder: string) => `${folder} にアップロード`,
    choose: "何をアップロードしますか？",
    files: "ファイルを選択…",
    folder: "フォルダーを選択…",
    orDrop: "ファイルやフォルダーをウィンドウにドロップすることもできます。",
    planning: "既存のファイルを確認しています…",
    summary: (files: string, folders: string, size: string) => `${files}、${folders}、${size}`,
    summaryFlat: (files: string, size: string) => `${files}、${size}`,
    nothing: "選択した中にアップロードするものがありません。",
    renamed: (n: number) => plural(n, { one: "1 個の名前が変わります", other: "# 個の名前が変わります" }),
    renamedText: "サーバーがこれらの名前をそのままでは受け付けないか、2 つのファイルが同じ名前になります。",
    becomes: (name: string) => `${name} になります`,
    exists: (n: number) => plural(n, { one: "1 個はすでに存在します", other: "# 個はすでに存在します" }),
    existsText: "これらのファイルをどうしますか？",
    newVersion: "新しいバージョンとしてアップロード",
    newVersionHint: "既存のバージョンは履歴に残ります。",
    newVersionHintWithout: "既存のファイルを置き換えます。このサーバーは以前のバージョンを保持しません。",
    keepBoth: "両方を保持",
    keepBothHint: "アップロードするファイルの名前に番号が付きます。",
    skip: "スキップ",
    skipHint: "新しいファイルだけをアップロードします。",
    comment: "新しいバージョンへのコメント",
    skipped: (n: number) => plural(n, { one: "1 個をスキップします", other: "# 個をスキップします" }),
    allFiles: "アップロードするすべてのファイル",
    go: (files: string) => `${files}をアップロード`,
    pickFiles: "アップロードするファイル",
    pickFolder: "アップロードするフォルダー",
    started: (n: number) =>
      plural(n, { one: "1 個のファイルをアップロードしています…", other: "# 個のファイルをアップロードしています…" }),
    done: (n: number) =>
      plural(n, { one: "1 個のファイルをアップロードしました。", other: "# 個のファイルをアップロードしました。" }),
    someFailed: (n: number) =>
      plural(n, {
        one: "1 個のファイルをアップロードできませんでした",
        other: "# 個のファイルをアップロードできませんでした",
      }),
    left: (time: string) => `残り ${time}`,
    pause: "一時停止",
    resume: "再開",
    cancel: "アップロードをキャンセル",
  },

  link: {
    unread: "リンクを開けません。リンクが不完全か、Damson が対応していません。",
    title: "リンクから開きますか？",
    open: (n: number) =>
      plural(n, { one: "このリンクは次のアセットを開きます：", other: "このリンクは次の # 個のアセットを開きます：" }),
    edit: (n: number) =>
      plural(n, {
        one: "このリンクは次のアセットをチェックアウトし、編集用に開きます：",
        other: "このリンクは次の # 個のアセットをチェックアウトし、編集用に開きます：",
      }),
    reveal: (n: number) =>
      plural(n, {
        one: "このリンクは次のアセットをダウンロードし、保存先のフォルダーを表示します：",
        other: "このリンクは次の # 個のアセットをダウンロードし、保存先のフォルダーを表示します：",
      }),
    on: "サーバー",
    unknown: (server: string) => `${server} に接続していないため、開くことができません。`,
    connect: "このサーバーに接続…",
    warning: "自分でリンクをクリックした直後の場合にのみ続行してください。",
    goOpen: "開く",
    goEdit: "チェックアウトして開く",
    get goReveal() {
      return actionNames("ja").reveal;
    },
    no: "キャンセル",
  },

  quit: {
    title: "Damson を終了しますか？",
    edited: (n: number) =>
      plural(n, {
        one: "編集した 1 個のアセットがアップロードされていません。",
        other: "編集した # 個のアセットがアップロードされていません。",
      }),
    newFiles: (n: number) =>
      plural(n, {
        one: "1 個の新しいファイルがアップロードされていません。",
        other: "# 個の新しいファイルがアップロードされていません。",
      }),
    left: (n: number) =>
      plural(n, {
        one: "1 個のアセットをチェックアウトしたままのため、他のユーザーは編集できません。",
        other: "# 個のアセットをチェックアウトしたままのため、他のユーザーは編集できません。",
      }),
    transfers: (n: number) =>
      plural(n, { one: "1 件の転送は次回起動時に再開されます。", other: "# 件の転送は次回起動時に再開されます。" }),
    safe: "何も失われません。編集内容はこのコンピューターに残ります。",
    go: "終了",
    stay: "キャンセル",
  },
};
