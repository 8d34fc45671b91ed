package board_test

func systemsC() []system { return nil }
