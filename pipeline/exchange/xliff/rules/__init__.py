"""The rules that tables can't say, a module a family: generators that yield problems, and what each id means."""
