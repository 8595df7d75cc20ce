action-open = 開く
action-edit = 編集
action-check-out = チェックアウト
action-check-in = チェックイン
action-upload-changes = 変更をアップロード
action-discard-changes = 変更を破棄
action-download = ダウンロード
action-update = 更新
action-remove-local-copy = ローカルコピーを削除
action-keep-mine = 自分のバージョンを保持
action-keep-theirs = 相手のバージョンを保持
action-keep-both = 両方を保持
action-compare = 比較
action-reveal =
    { $system ->
        [windows] エクスプローラーで表示
        [macos] Finder で表示
       *[linux] ファイルマネージャーで表示
    }
action-open-in-web = Web で開く
action-release-lock = ロックを解除
action-upload-here = ここにアップロード
action-rename = 名前を変更
action-move = 移動
action-duplicate = 複製
action-new-folder = 新規フォルダー
action-delete = 削除
action-pin = ピン留め
action-unpin = ピン留めを外す
action-history = バージョン履歴
action-restore = 復元
