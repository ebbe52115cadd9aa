package seed

import (
	"context"
	"fmt"
	"math/rand/v2"

	"github.com/einwand/einwand/identity"
)

// Names of the demo are common in the country and belong to nobody in particular.
var (
	givenNames = []string{"Anke", "Bernd", "Cem", "Dorothee", "Elif", "Franz", "Gesine", "Hanno", "Ines", "Jakob", "Katrin", "Lars",
		"Miriam", "Norbert", "Oksana", "Paul", "Renate", "Samir", "Theresa", "Uwe", "Vera", "Wolfgang", "Yusuf", "Zita"}
	surnames = []string{"Arndt", "Böhmer", "Celik", "Dreyer", "Ebers", "Feldkamp", "Grothe", "Hölscher", "Ivanova", "Jansen", "Kötter",
		"Lindner", "Mertens", "Niehaus", "Oberste", "Pieper", "Quast", "Rössler", "Schäfer", "Tönnies", "Ulrich", "Vogt", "Wendt", "Zander"}
	streets = []string{"Mühlenweg", "Gleisstraße", "Gartenstraße", "Bahnhofstraße", "Weberstraße", "Am Auenbach", "Nordheider Straße", "Schillerstraße"}
)

// resident is a person of the demo.
type resident struct {
	given, surname, street string
}

// manyNames is when names begin to repeat, as in any large town: the lists above make 13,824 double names.
const manyNames = 5000

// crowd makes persons, always the same for the same seed. Their names differ as long as the town is small.
type crowd struct {
	rng  *rand.Rand
	used map[string]bool
}

func newCrowd(seed uint64) *crowd {
	return &crowd{rng: rand.New(rand.NewPCG(seed, seed^0x65696e77616e64)), used: map[string]bool{}}
}

func (c *crowd) next() resident {
	for {
		r := resident{given: pick(c.rng, givenNames), surname: pick(c.rng, surnames)}
		if len(c.used) >= len(givenNames)*len(surnames)/2 {
			r.surname += "-" + pick(c.rng, surnames) // a large crowd has double names
		}
		r.street = fmt.Sprintf("%s %d", pick(c.rng, streets), 1+c.rng.IntN(90))
		if name := r.name(); !c.used[name] || len(c.used) >= manyNames {
			c.used[name] = true
			return r
		}
	}
}

func pick(rng *rand.Rand, list []string) string { return list[rng.IntN(len(list))] }

func (r resident) name() string { return r.given + " " + r.surname }

// signIn makes the account of a resident and returns the actor as after a login at this moment of the story.
func (t *Town) signIn(ctx context.Context, subject string, r resident, means identity.Means) (identity.Actor, error) {
	level := identity.LevelSubstantial
	if means == identity.MeansEID {
		level = identity.LevelHigh
	}
	account, err := t.accounts.SignIn(ctx, identity.Identity{Provider: "buerger", Subject: subject, Level: level, Means: means,
		Attributes: identity.Profile{GivenName: r.given, Surname: r.surname, Street: r.street, PostalCode: "59999", City: "Auenbrück"}.At(level)}, "residents")
	if err != nil {
		return identity.Actor{}, err
	}
	a, err := t.accounts.Actor(ctx, account)
	if err != nil {
		return identity.Actor{}, err
	}
	a.Level, a.Means, a.AuthnAt = level, means, t.now
	return a, nil
}
