package main

import "github.com/ftpcode/ftpcode"

// The Russian names of classes, categories and standings, in the order of
// their constants. The package gives the English ones, which JSON uses too.
var (
	russianClasses = [...]string{
		"неизвестный", "положительный предварительный", "положительный завершающий", "положительный промежуточный",
		"временный отказ", "постоянный отказ", "защищенный", "Winsock",
	}
	russianCategories = [...]string{
		"неизвестная", "синтаксис", "сведения", "соединения", "вход и защита", "не определена", "файловая система",
	}
	russianStandings = [...]string{
		"неизвестный", "стандарт", "расширение", "эксперимент", "предложение", "устаревший", "списки в интернете", "отдельная программа",
	}
	russianMarks = map[string]string{"advisory": "рекомендация", "experimental": "эксперимент", "proposed": "черновик"}
)

func (env *environment) class(c ftpcode.Class) string {
	return env.say(c.String(), russianClasses[c])
}

func (env *environment) category(c ftpcode.Category) string {
	return env.say(c.String(), russianCategories[c])
}

func (env *environment) standing(s ftpcode.Standing) string {
	return env.say(s.String(), russianStandings[s])
}

// mark returns the name of what marks a reply in the data of the commands.
func (env *environment) mark(name string) string { return env.say(name, russianMarks[name]) }

// classPhrase returns the name of a class for use in a phrase.
func (env *environment) classPhrase(c ftpcode.Class) string {
	if c == ftpcode.UnknownClass {
		return env.say("unknown class", "неизвестный класс")
	}
	return env.class(c)
}
