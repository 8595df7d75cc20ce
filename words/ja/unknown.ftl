## What stands for what is not known

unknown-path = このアセット
unknown-server = サーバー
unknown-who = 他のユーザー
unknown-said = 詳細は不明
unknown-file = ファイル
unknown-action = この操作

## A path beside words

shown-path = 「{ $path }」
