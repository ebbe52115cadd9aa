package identity

// AttributeKey names something that a provider says about a person, whatever the provider calls it.
type AttributeKey string

// The attributes that are taken over.
const (
	GivenName    AttributeKey = "given name"
	Surname      AttributeKey = "surname"
	Mail         AttributeKey = "mail"
	Street       AttributeKey = "street"
	PostalCode   AttributeKey = "postal code"
	City         AttributeKey = "city"
	Community    AttributeKey = "community"    // official key of the place of residence (eID, data group 18)
	Organisation AttributeKey = "organisation" // the company that an account of a company acts for
)

// AttributeKeys lists all of them in the order in which people read them.
var AttributeKeys = []AttributeKey{GivenName, Surname, Street, PostalCode, City, Mail, Community, Organisation}

// Attribute is one value with how sure the provider is of it: the name on an identity card is proven, a mail address that
// somebody typed into their account is not.
type Attribute struct {
	Value string
	Level Level
}

// Attributes are what a provider says about a person.
type Attributes map[AttributeKey]Attribute

// Of is the value of an attribute, empty if there is none.
func (as Attributes) Of(key AttributeKey) string { return as[key].Value }

// Profile is what the last login said about the person. It is shown to the person and prefills the contact data.
type Profile struct {
	GivenName  string
	Surname    string
	Mail       string
	Street     string
	PostalCode string
	City       string
}

// Name is the full name as it is stored.
func (p Profile) Name() string {
	if p.GivenName == "" {
		return p.Surname
	}
	return p.GivenName + " " + p.Surname
}

// At gives a profile as attributes of one level, without empty ones.
func (p Profile) At(level Level) Attributes {
	as := Attributes{}
	for key, value := range map[AttributeKey]string{GivenName: p.GivenName, Surname: p.Surname, Mail: p.Mail,
		Street: p.Street, PostalCode: p.PostalCode, City: p.City} {
		if value != "" {
			as[key] = Attribute{value, level}
		}
	}
	return as
}

// Profile reads the profile out of the attributes.
func (as Attributes) Profile() Profile {
	return Profile{GivenName: as.Of(GivenName), Surname: as.Of(Surname), Mail: as.Of(Mail), Street: as.Of(Street),
		PostalCode: as.Of(PostalCode), City: as.Of(City)}
}
