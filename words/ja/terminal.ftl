## Before what is said

label-error = エラー：
label-warning = 警告：
label-hint = ヒント：

## What stands around other messages

said-by-server = { $what }サーバーの応答：{ $said }
hint-later = { $hint }`--later` を付けると、サーバーが復旧するまで待機します。
dry-run = { $what }試行のため、何も変更されていません。
dry-run-asked = 次の処理が要求されます：{ $kind }。
dry-run-action = 実行される操作：{ $action }、{ $path }。
dry-run-action-to = 実行される操作：{ $action }、{ $path } → { $to }。
dry-run-copy = コピーされるもの：{ $path } → { $to }。
dry-run-collection-add = 追加されるもの：{ $path } → { $name }。
dry-run-collection-remove = 外されるもの：{ $path }（{ $name }）。
dry-run-support = 実行される操作：サポートバンドルの作成。
dry-run-service = 削除されるもの：{ $file }。
message-hint = { $what }{ $hint }

## When the program itself can't go on

failure-interrupted = 中断されました。
failure-output = 結果を出力できませんでした：{ $said }
    .todo = 出力先を確認してください。
failure-demo = デモサーバーを起動できませんでした：{ $said }
    .todo = ポートが使用中の場合は別のポートを選んでください。`damson demo --port 0` は空いているポートを使います。
failure-file = { $file }を読み取れません：{ $said }
    .todo = パスと、読み取る権限があることを確認してください。
failure-step = { $program } が失敗しました：{ $said }
    .todo = `damson service install --print` で、手動でインストールするファイルを表示できます。
failure-elsewhere = { $server } のアセットのアドレスではありません：{ $typed }
    .todo = サーバーは `damson connections` で確認し、`--connection NAME` で選択できます。
failure-no-match = { $path }に一致するものはありません。
    .todo = `*` は名前の任意の文字列、`?` は 1 文字を表します。`damson ls` で一覧を表示できます。
failure-no-version = { $path }にバージョン { $version } はありません。
    .todo = `damson history { $path-typed }` で一覧を表示できます。
failure-no-password-login = { $server } はユーザー名とパスワードを受け付けません。
    .todo = AEM Developer Console の開発者トークン（`--token-file FILE`）、または Adobe Developer Console の OAuth Server-to-Server 資格情報（`--service-credentials FILE`）でログインしてください。
failure-no-shell = { $name } の補完はありません。
    .todo = 対応しているシェル：{ $shells }。

## Connections

connect-connected = { $server } に { $person } として接続しました。
connect-you = 自分
connect-server = サーバー
connect-connection = 接続
connect-cache-folder = キャッシュフォルダー
connect-no-keychain = このコンピューターにはキーチェーンがないため、ログイン情報は保存されません。次回も入力するか、DAMSON_PASSWORD を設定してください。
connect-next = 次の手順：`damson ls` で一覧を表示できます。
connect-in-use = コマンドは接続 { $name } を使用します。
connect-logged-out = ログアウトしました。このコンピューターのコピーはそのまま残ります。
connect-forgotten = 接続 { $name } を削除しました。このコンピューターのコピーはそのまま残ります。
connection-stopped = 停止中
connection-connecting = 接続中
connection-online = オンライン
connection-offline = オフライン
connection-login-needed = ログインが必要

## The cache folder

cache-now = キャッシュフォルダーは { $folder } になりました。
cache-left = 次のファイルはその間に変更されたため、元のフォルダーに残ります：
cache-holds = { $folder }：{ $count } 個のファイル、{ $size }
cache-clean = うち { $size } はサーバーと同じ内容で、自分がチェックアウトしていません。
cache-limit = { $size } を超えると、最も長く使われていないコピーから削除されます。
cache-no-limit = 上限はありません。`damson settings set cache-limit 20G` で設定できます。
cache-moving = { $count } 個のうち { $done } 個のファイルを移動

## The demo server

demo-at = デモ DAM：{ $server }
demo-people = ユーザー：jane と omar は編集、reader は閲覧のみ、admin はロックの解除ができます。
demo-elsewhere = 別の端末で：
demo-password = （パスワードは jane）
demo-temporary = アップロードした内容は終了時に削除されます。残すには --storage FOLDER を指定してください。
demo-stop = Ctrl+C で終了します。
demo-stopping = 終了しています。

## The doctor

doctor-checking = { $server } を確認しています
doctor-fine = すべて正常です。
doctor-recorded = 接続の通信を{ $file }に記録しました。名前は含まれません。送信する前に内容を確認してください。

## What waits

later-none = 待機中のものはありません。
later-removed = 待機列から削除しました。
later-title = サーバーの復旧待ち
later-queued = 待機中
later-waits = サーバーに接続できません。{ $path }は待機し、サーバーが復旧したら実行されます。待機中のものは `damson later` で確認できます。
await-notified = { $path }が利用可能になると、ウィンドウか `damson watch`（実行中の場合）、または次の `damson status` でお知らせします。`--wait` を付けるとここで待ちます。
await-free = 他に{ $path }をチェックアウトしているユーザーはいません。
await-no-longer = { $path }の待機をやめました。
await-waiting = { $path }を待っています。Ctrl+C で中止します。
await-available = { $path }を利用できます。

## Links of documents

links-none = { $path }にリンク先のファイルはありません。
links-no-reader = { $path }のような種類のファイルのリンクは読み取れません。
links-broken = { $path }のリンクを読み取れません。ファイルが破損しているか、拡張子が正しくありません。
links-too-large = { $path }は大きすぎるため、リンクを検索できません。
links-incomplete = { $path }を最後まで読み取れませんでした。他にもリンクがある可能性があります。
links-brought = { $count } 個のリンク先アセットをダウンロードしました。
links-summary = { $count } 件のリンク：{ $parts }。
links-get = `--get` を付けると、ないものと古いものをダウンロードします。
links-here = ここに { $count } 個
links-older = サーバーより古いもの { $count } 個
links-on-server = サーバーのみ { $count } 個
links-not-found = サーバーにないもの { $count } 個
links-embedded = 埋め込み { $count } 個
links-on-web = Web 上 { $count } 個
link-by-name = { $name }（名前から推定）
link-embedded = 埋め込み
link-on-web = Web 上
link-not-found = サーバーになし
links-sent = { $count } 個のリンク先ファイルをアップロードしました。
links-missing-there = リンク先のうち { $count } 個のファイルがサーバーにありません：{ $names }
links-used-by-none = このコンピューターで Damson が読み取ったドキュメントの中に、{ $path }にリンクするものはありません。
links-lacking = { $path }のリンク先にはサーバーにないファイルがあります。
links-nothing-to-send = { $path }のリンク先に、このコンピューターからアップロードするものはありません。
links-only-here = このコンピューターにのみあるもの { $count } 個
links-send = `--upload-missing` を付けると、サーバーにないものをアップロードします。
link-elsewhere = このコンピューターのみ
link-not-here = { $name }（このコンピューターにはありません）
link-in-cache-folder = { $name }（キャッシュフォルダー内）
package-done = { $path }を { $folder } にパッケージとして保存しました：{ $count } 個のファイル。
package-lacks = { $path }を { $folder } にパッケージとして保存しました：{ $count } 個のファイル、不足 { $missing } 個。

## Listings

list-empty = このフォルダーは空です。
list-no-results = 結果はありません。
list-first = 最初の { $count } 件です。`--limit` でさらに表示できます。
list-looked-through = サーバーではこの条件を比較できないため、{ $count } 件の結果をこちらで調べました。
list-known-before = { $what }以下は以前にわかっていた内容です。
list-expired-hidden = 期限切れのアセット { $count } 件を隠しています。
list-more-problems = 他に { $count } 件の問題があります。
locks-none = チェックアウトされているものはありません。
locks-list = 先にチェックインする必要があります。`damson lock ls { $path-typed }` で一覧を表示できます。
