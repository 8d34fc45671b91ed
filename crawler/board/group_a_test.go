package board_test

func systemsA() []system { return nil }
