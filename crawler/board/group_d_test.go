package board_test

func systemsD() []system { return nil }
