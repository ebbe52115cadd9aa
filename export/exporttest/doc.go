// Package exporttest is for the tests of the formats. It builds weighing tables: a small one with everything that a council
// meets, one with everything that breaks documents, and large ones for layout and time; equal calls give equal tables. And
// it reads PDF files back without sharing a line with what writes them: CheckPDF says what keeps a file from being read
// aloud or archived, and returns its structure. WantPages holds what a file looks like to images, in a resolution at which programs agree.
package exporttest
