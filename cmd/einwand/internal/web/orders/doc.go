// Package orders is the pages on which a person follows the files that they ordered, and loads them.
//
// The page of an order renews itself every few seconds while the file is on its way: with the script static/stand.js in place, without it
// by asking for the page anew. It is the only page that does, because it has no field in which somebody could be typing.
//
// Whose an order is, and whether they still have the right to its file, is a rule of package order: everybody else's order does not exist.
// The route table asks for a login alone.
package orders

//go:generate go tool templ generate -path .
