"""What people touch: the command line, the served application and the Streamlit chat."""
