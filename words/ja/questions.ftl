## What the terminal asks. `question-yes` has the answers that mean yes, besides those of English.

question-yes-no = { $question } [y/N]
question-yes = はい
question-text = { $question }：
question-nobody = 回答が必要ですが、質問できる端末がありません：{ $question }
    .todo = `--yes` を付けると、確認なしで実行します。
question-declined = 指示どおり、何も実行しませんでした。
question-discard = { $path }の変更を破棄しますか？
question-download = { $count } 個のアセット（{ $size }）をダウンロードしますか？
question-release = { $who } がチェックアウト中の{ $path }をチェックインしますか？
question-forget = 接続 { $name } を一覧から削除しますか？
question-delete = { $path }をサーバーから削除しますか？すべてのユーザーに影響します。
question-delete-folder = { $path }とその中のすべて（{ $count } 個のアセット）をサーバーから削除しますか？すべてのユーザーに影響します。
question-remove-recovered = 復元可能なファイル { $id } を完全に削除しますか？
question-restore = バージョン { $version } を{ $path }の現在のバージョンにしますか？
question-upload-names = これらの名前でアップロードしますか？
question-user = ユーザー名
question-password = { $server } での { $user } のパスワード
question-proxy-password = プロキシでの { $user } のパスワード
question-passphrase = { $file }のパスフレーズ
missing-user = サーバーのユーザー名が指定されていません。
    .todo = `--user NAME` で指定するか、`--token-file FILE` でログインしてください。
missing-password = パスワードが必要ですが、入力を求める端末がありません。
    .todo = DAMSON_PASSWORD を設定するか、`--password-stdin` で渡してください。
    .todo-proxy = `--password-stdin` で渡してください。
missing-passphrase = パスフレーズが必要ですが、入力を求める端末がありません。
    .todo = `--passphrase-stdin` で渡してください。
