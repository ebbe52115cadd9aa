// Command einwand is the program: it reads arguments and settings, wires the rooms of the house and starts what was
// asked for. It holds no rule of law; those stand in procedure, identity and weighing.
//
// Each command is a file of its own with one function, entered in the table in main.go. A command writes its answer
// to stdout and everything else to stderr. Exit codes: 0 done, 1 failed, 2 the arguments cannot be understood.
package main
