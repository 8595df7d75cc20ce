## What stands for what is not known

unknown-path = this asset
unknown-server = the server
unknown-who = somebody else
unknown-said = nothing more is known
unknown-file = the file
unknown-action = this

## A path beside words

shown-path = { $path }
