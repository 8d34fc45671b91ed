package board_test

func systemsB() []system { return nil }
