// Package template is what a procedure is set up from: a checklist of documents, texts, responsible persons and durations,
// so that setting up a real procedure takes minutes.
//
// A Standard is a template that comes with the program, one for each course of the law, as data in standard_*.go. An
// authority makes its own from a standard or from another one (Create), and edits it (Save). A procedure takes a copy of
// the checklist and the persons when it is created and remembers the version it came from; what a template says later
// changes no procedure.
//
// # Invariants
//
//  1. There is a standard for every course that can be begun, and with its documents laid out no document is missing for
//     T4 and T6. standards; TestEveryStandardLeadsToPublication, TestEveryCourseHasAStandard
//  2. A version never changes; the next one is written only over the one that was read. insertVersion,
//     procedure_template_pkey; TestVersionsAreKept, TestStaleVersionIsRefused
//  3. What is stored is what the type says: an unknown field is an error, not a loss. decode; TestUnknownFieldIsRefused
//  4. A template holds what the law demands of a draft. Content.check; TestTemplateKeepsWhatTheLawDemands
//  5. Templates of one authority are unknown to another. Row-level security; TestTemplatesOfAnotherTownDoNotExist
//  6. Only a lead changes templates. Create, Save, Archive; TestOnlyTheLeadChangesTemplates
package template
